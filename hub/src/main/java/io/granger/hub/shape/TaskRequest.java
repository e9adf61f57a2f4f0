package io.granger.hub.shape;

import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A task as a client asks for it, checked in itself; whether its pipeline exists, its features are declared and its
 * file may be read is for others to say.
 *
 * @param pipeline name of the pipeline; present exactly when {@code recipe} is not
 * @param recipe the task's own steps or goal
 * @param inputText the input as canonical JSON
 * @param features by name, each a Double or a String; a feature with null is left out
 * @param priority 1 (first) to 5
 * @param deadlineMs time for the whole task; empty = as the pipeline or the hub says
 * @param key the key its share of treatment hangs on
 * @param heuristicOnly whether no policy may decide for it
 * @param only names of the only spokes it may go to; empty = any
 * @param avoid names of spokes it must not go to
 * @param maxCost most it may cost in all
 * @param mayWait whether it is accepted, and waits, when no spoke registered now can serve it
 */
public record TaskRequest(
        Optional<String> pipeline,
        Optional<Recipe> recipe,
        JsonObject input,
        String inputText,
        Map<String, Object> features,
        int priority,
        OptionalLong deadlineMs,
        Optional<String> key,
        Optional<Preset> preset,
        boolean heuristicOnly,
        Set<String> only,
        Set<String> avoid,
        OptionalDouble maxCost,
        boolean mayWait) {
    public TaskRequest {
        if (pipeline.isPresent() == recipe.isPresent()) {
            throw new IllegalArgumentException("a task has either a pipeline or a recipe of its own");
        }
        features = Map.copyOf(features);
        only = Set.copyOf(only);
        avoid = Set.copyOf(avoid);
    }

    /** The media type the input names. */
    public Optional<String> type() {
        return input.getValue("type") instanceof String type ? Optional.of(type) : Optional.empty();
    }

    /** The pipeline made of the task's own recipe; empty when it names one. */
    public Optional<Pipeline> adHoc() {
        return recipe.map(Pipeline::adHoc);
    }
}

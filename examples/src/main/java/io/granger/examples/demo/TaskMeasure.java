package io.granger.examples.demo;

import io.granger.routing.RewardModel;
import io.granger.task.Preset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads what came of a task from the hub's own records: its view, and the row on which it ended.
 *
 * <p>The reward is that row's, with its quality replaced by the mean of all ratings the verifier gave to the task's steps, whether they
 * came before the task ended or after; so neither arm gains by ratings that happened to be late.
 */
final class TaskMeasure {

    private static final int QUALITY = 2;

    private TaskMeasure() {}

    /** A task that the hub refused: nothing done, nothing paid. */
    static Measured refused() {
        return new Measured(false, OptionalDouble.empty(), 0, 0, -1);
    }

    static Measured of(JsonObject view, JsonObject decisions) {
        OptionalDouble quality = quality(view);
        boolean completed = "completed".equals(view.getString("state"));
        double ms = Duration.between(time(view, "createdAt"), time(view, "finishedAt"))
                .toMillis();
        double reward = completed ? reward(decisions, quality) : -1;
        return new Measured(completed, quality, Math.max(0, ms), view.getDouble("costTotal", 0.0), reward);
    }

    private static Instant time(JsonObject view, String field) {
        return Instant.parse(view.getString(field, view.getString("createdAt")));
    }

    private static OptionalDouble quality(JsonObject view) {
        return view.getJsonArray("steps", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(step -> step.getValue("quality") != null)
                .mapToDouble(step -> step.getDouble("quality"))
                .average();
    }

    private static double reward(JsonObject decisions, OptionalDouble quality) {
        JsonObject end = end(decisions)
                .orElseThrow(
                        () -> new IllegalStateException("task " + decisions.getString("taskId") + " has no end row"));
        JsonArray told = end.getJsonArray("targets");
        double[] targets = new double[told.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = told.getDouble(i);
        }
        quality.ifPresent(value -> targets[QUALITY] = value);
        Preset preset = Preset.of(end.getString("preset")).orElse(Preset.BALANCED);
        return RewardModel.score(preset.weights(), targets);
    }

    /** The option or recovery row on which the task ended. */
    private static Optional<JsonObject> end(JsonObject decisions) {
        return decisions.getJsonArray("decisions").stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getBoolean("terminated", false) && !"step".equals(row.getString("level")))
                .findFirst();
    }
}

package io.granger.hub.verticle;

import io.granger.hub.shape.JsonSchemas;
import io.granger.hub.task.TaskState;
import io.granger.registry.CandidateId;
import io.granger.registry.CandidateView;
import io.granger.registry.Capability;
import io.granger.registry.SpokeRegistry;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Holds what a spoke answered against its own schema and against what the next step takes. Owner thread only. */
final class OutputCheck {
    private final SpokeRegistry registry;
    private final JsonSchemas schemas;
    private final LongSupplier clock;
    private final CandidateNames names = new CandidateNames();

    OutputCheck(SpokeRegistry registry, JsonSchemas schemas, LongSupplier clock) {
        this.registry = registry;
        this.schemas = schemas;
        this.clock = clock;
    }

    /** Whether a candidate takes this input by its schema. */
    boolean fits(CandidateView candidate, JsonObject input) {
        return misfit(candidate, input).isEmpty();
    }

    /** Why a candidate does not take this input, or empty. */
    Optional<String> misfit(CandidateView candidate, JsonObject input) {
        return candidate.capability().inputSchema().flatMap(schema -> schemas.problem(schema, input));
    }

    /** Why an output cannot be passed on, or empty. */
    Optional<String> problem(TaskState state, String candidate, JsonObject output) {
        var own = capability(candidate)
                .flatMap(Capability::outputSchema)
                .flatMap(schema -> schemas.problem(schema, output))
                .map(p -> "output does not match the spoke's outputSchema: " + p);
        return own.isPresent() ? own : nextProblem(state, output);
    }

    private Optional<String> nextProblem(TaskState state, JsonObject output) {
        if (state.plan().length() < 2) {
            return Optional.empty();
        }
        var next = state.plan().steps().get(1).capability();
        return nobodyTakes(next, output).map(p -> "output fits no inputSchema of " + next + ": " + p);
    }

    /** Why no candidate of this capability takes the input; empty when one does, or none is registered. */
    Optional<String> nobodyTakes(String capability, JsonObject input) {
        List<CandidateView> candidates = registry.snapshot(clock.getAsLong()).candidates(capability);
        Optional<String> first = Optional.empty();
        for (var candidate : candidates) {
            var misfit = misfit(candidate, input);
            if (misfit.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> misfit);
        }
        return first;
    }

    /** The media type of an output: as declared, or as the output says where the declaration is a pattern. */
    String outputType(String candidate, JsonObject output) {
        var declared = capability(candidate).map(Capability::produces).orElse("*/*");
        boolean isPattern = declared.indexOf('*') >= 0;
        return isPattern && output.getValue("type") instanceof String said ? said : declared;
    }

    /** The id that is written as this text. */
    CandidateId id(String candidate) {
        return names.id(candidate);
    }

    /** The declaration behind a candidate id, while it is registered. */
    Optional<Capability> capability(String candidate) {
        return registry.capability(names.id(candidate));
    }
}

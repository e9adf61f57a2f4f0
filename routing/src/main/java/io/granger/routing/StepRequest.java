package io.granger.routing;

import io.granger.registry.CandidateView;
import io.granger.registry.RegistrySnapshot;
import io.granger.task.Chain;
import io.granger.task.StepSpec;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * For which step candidates are wanted.
 *
 * @param rest the steps after this one
 * @param produces what the last step of the chain must make, for a goal
 * @param type of the data now
 * @param tried ids of candidates that failed at this step
 * @param same on a retry, the id of the only candidate allowed
 * @param only spoke names the task allows; empty allows all
 * @param avoid spoke names the task asks to avoid
 * @param costLeft what the task may still spend
 * @param repeatAfterUnknown the step was sent before and its outcome is unknown
 * @param schemaFits whether the data satisfies the candidate's input schema
 */
public record StepRequest(
        StepSpec step,
        Chain rest,
        Optional<String> produces,
        String type,
        Set<String> tried,
        Optional<String> same,
        Set<String> only,
        Set<String> avoid,
        OptionalDouble costLeft,
        boolean repeatAfterUnknown,
        RegistrySnapshot registry,
        Predicate<CandidateView> schemaFits,
        long nowMs) {
    public StepRequest {
        tried = Set.copyOf(tried);
        only = Set.copyOf(only);
        avoid = Set.copyOf(avoid);
    }

    /** A step of a chain whose last step may make anything, as in alternatives. */
    public StepRequest(
            StepSpec step,
            Chain rest,
            String type,
            Set<String> tried,
            Optional<String> same,
            Set<String> only,
            Set<String> avoid,
            OptionalDouble costLeft,
            boolean repeatAfterUnknown,
            RegistrySnapshot registry,
            Predicate<CandidateView> schemaFits,
            long nowMs) {
        this(
                step,
                rest,
                Optional.empty(),
                type,
                tried,
                same,
                only,
                avoid,
                costLeft,
                repeatAfterUnknown,
                registry,
                schemaFits,
                nowMs);
    }

    /** The first try of a step by a task without wishes of its own. */
    public static StepRequest first(StepSpec step, Chain rest, String type, RegistrySnapshot registry, long nowMs) {
        return new StepRequest(
                step,
                rest,
                type,
                Set.of(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                OptionalDouble.empty(),
                false,
                registry,
                any -> true,
                nowMs);
    }
}

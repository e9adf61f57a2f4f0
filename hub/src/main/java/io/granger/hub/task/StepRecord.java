package io.granger.hub.task;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One attempt at a step, as the task's history tells it.
 *
 * @param stepId {@code TASK.n}, the same for every attempt at the step
 * @param capability what was asked of the spoke
 * @param candidate {@code name@version/capability}; empty for a skipped step
 * @param instance the instance that was called
 * @param attempt from 1
 * @param ms how long it took
 * @param outcome {@code success}, also where a person says so, {@code skipped}, {@code cancelled}, {@code owner-lost},
 *     {@code spoke-left} or the failure's class
 * @param quality the spoke's own word, replaced by a verifier's
 * @param cost what the spoke charged
 * @param verified whether quality came from a verifier
 */
public record StepRecord(
        String stepId,
        String capability,
        String candidate,
        String instance,
        int attempt,
        long ms,
        String outcome,
        OptionalDouble quality,
        OptionalDouble cost,
        boolean verified) {

    /** Outcome word of a step that was done. */
    public static final String SUCCESS = "success";

    /** Outcome word of an optional step that was left out. */
    public static final String SKIPPED = "skipped";

    public StepRecord {
        Objects.requireNonNull(stepId, "stepId");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** Whether the step was done. */
    public boolean succeeded() {
        return outcome.equals(SUCCESS);
    }

    /** The same attempt, of which a person says that it did its work. */
    StepRecord saidToBeDone() {
        return new StepRecord(stepId, capability, candidate, instance, attempt, ms, SUCCESS, quality, cost, verified);
    }

    StepRecord withVerifiedQuality(double value) {
        return new StepRecord(
                stepId, capability, candidate, instance, attempt, ms, outcome, OptionalDouble.of(value), cost, true);
    }
}

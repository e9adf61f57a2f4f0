package io.granger.task;

import java.util.OptionalDouble;

/** How one call to a spoke ended, as the hub saw it; payloads are not in here. */
public sealed interface StepOutcome permits StepOutcome.Success, StepOutcome.Failure {
    /** Milliseconds from dispatch to answer, or to giving up; never negative. */
    long ms();

    /**
     * The spoke answered with an output.
     *
     * @param quality what the spoke says of its own output, in [0, 1]
     * @param cost what the call cost, not negative
     */
    record Success(long ms, OptionalDouble quality, OptionalDouble cost) implements StepOutcome {
        public Success {
            Bounds.between("ms", ms, 0, Long.MAX_VALUE);
            quality.ifPresent(value -> Bounds.between("quality", value, 0, 1));
            cost.ifPresent(value -> Bounds.notNegative("cost", value));
        }

        /** A success that says nothing of quality and cost. */
        public Success(long ms) {
            this(ms, OptionalDouble.empty(), OptionalDouble.empty());
        }
    }

    /**
     * The call failed.
     *
     * @param message one sentence for people, at most 2,000 characters; longer ones are cut
     * @param retryable whether the same call may succeed later
     */
    record Failure(long ms, FailureClass failureClass, String message, boolean retryable) implements StepOutcome {
        private static final int MESSAGE_MAX = 2_000;

        public Failure {
            Bounds.between("ms", ms, 0, Long.MAX_VALUE);
            message = message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message;
        }
    }
}

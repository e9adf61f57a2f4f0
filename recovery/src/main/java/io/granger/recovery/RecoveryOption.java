package io.granger.recovery;

import io.granger.routing.ChainOption;

/** What can follow a failed step. Retry, substitute and skip last one step; then a chain is chosen again. */
public sealed interface RecoveryOption {
    /** Its id in decisions: the word itself, and for a reroute the id of the chain option. */
    String id();

    /**
     * The same spoke once more.
     *
     * @param backoffMs how long to wait first
     */
    record Retry(long backoffMs) implements RecoveryOption {
        /** Its id. */
        public static final String ID = "retry";

        public Retry {
            if (backoffMs < 0) {
                throw new IllegalArgumentException("backoffMs must be at least 0, is " + backoffMs);
            }
        }

        @Override
        public String id() {
            return ID;
        }
    }

    /** Another spoke for the same step. */
    record Substitute() implements RecoveryOption {
        /** Its id. */
        public static final String ID = "substitute";

        @Override
        public String id() {
            return ID;
        }
    }

    /** Another chain, from where the task stands or from its input. */
    record Reroute(ChainOption chain) implements RecoveryOption {
        @Override
        public String id() {
            return chain.id();
        }
    }

    /** On without the step; its input goes to the next one. */
    record Skip() implements RecoveryOption {
        /** Its id. */
        public static final String ID = "skip";

        @Override
        public String id() {
            return ID;
        }
    }

    /** The end of the task, as a dead letter. */
    record Escalate() implements RecoveryOption {
        /** Its id. */
        public static final String ID = "escalate";

        @Override
        public String id() {
            return ID;
        }
    }
}

package io.granger.routing;

import java.util.Optional;

/** Why a decision was closed. */
public enum Cause {
    /** The chain reached its goal, or the step succeeded. */
    GOAL("goal"),
    /** The step failed. */
    FAILED_STEP("failed-step"),
    /** The spoke left before it answered. */
    SPOKE_LEFT("spoke-left"),
    /** The option was left for a better one. */
    INTERRUPTED("interrupted"),
    /** The deadline passed. */
    DEADLINE("deadline"),
    /** The client cancelled the task. */
    CANCELLED("cancelled"),
    /** The hub that owned the task is gone; its successor closed the decision. */
    OWNER_LOST("owner-lost"),
    /** No option was left. */
    EXHAUSTED("exhausted");

    private final String word;

    Cause(String word) {
        this.word = word;
    }

    /** The word the contract uses for it. */
    public String word() {
        return word;
    }

    /** The constant a word names, or empty. */
    public static Optional<Cause> of(String word) {
        for (Cause each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}

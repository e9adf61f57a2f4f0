package io.granger.routing;

import java.util.Optional;

/** The side of a rollout a task is on; sticky by key. */
public enum Arm {
    /** The policy decides. */
    TREATMENT("treatment"),
    /** The heuristic decides, to compare with. */
    CONTROL("control"),
    /** The heuristic decides for ever, whatever the share. */
    HOLDOUT("holdout"),
    /** No rollout: mode heuristic or shadow. */
    NONE("none");

    private final String word;

    Arm(String word) {
        this.word = word;
    }

    /** The word the contract uses for it. */
    public String word() {
        return word;
    }

    /** The constant a word names, or empty. */
    public static Optional<Arm> of(String word) {
        for (Arm each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}

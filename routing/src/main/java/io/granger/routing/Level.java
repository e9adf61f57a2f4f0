package io.granger.routing;

import java.util.Optional;

/** Which of the three policies a decision belongs to. */
public enum Level {
    /** Picks a chain for the task, from where the task stands. */
    OPTION("option"),
    /** Picks the spoke of one step. */
    STEP("step"),
    /** Picks what follows a failed step. */
    RECOVERY("recovery");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    /** The word the contract uses for it. */
    public String word() {
        return word;
    }

    /** The constant a word names, or empty. */
    public static Optional<Level> of(String word) {
        for (Level each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}

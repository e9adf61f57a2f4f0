package io.granger.task;

import java.util.Optional;

/** What kind of failure ended a step; the words are those of a spoke's answer. */
public enum FailureClass {
    /** The input is at fault; another try with the same input fails again. */
    INVALID_INPUT("invalid-input"),
    /** The spoke could not be reached or refused to serve. */
    UNAVAILABLE("unavailable"),
    /** No answer within the time of the attempt. */
    TIMEOUT("timeout"),
    /** The spoke ran out of something: memory, quota, disk. */
    RESOURCE("resource"),
    /** The spoke failed by its own fault. */
    INTERNAL("internal");

    private final String word;

    FailureClass(String word) {
        this.word = word;
    }

    /** The word used in answers, rows and messages. */
    public String word() {
        return word;
    }

    /**
     * Whether such a failure speaks against the spoke: true for all but {@link #INVALID_INPUT}, which the learner's
     * reward counts but neither the success rate nor the breaker.
     */
    public boolean isSpokesFault() {
        return this != INVALID_INPUT;
    }

    /** The class of that word, or empty. */
    public static Optional<FailureClass> of(String word) {
        for (FailureClass failureClass : values()) {
            if (failureClass.word.equals(word)) {
                return Optional.of(failureClass);
            }
        }
        return Optional.empty();
    }
}

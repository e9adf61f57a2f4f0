package io.granger.sdk;

/** Why a spoke could not do its step; the hub decides by it whether another try makes sense. */
public enum ErrorClass {
    /** The input is at fault: the same input will fail again here. */
    INVALID_INPUT("invalid-input", false),
    /** Something the spoke needs is away for now. */
    UNAVAILABLE("unavailable", true),
    /** The time allowed was not enough. */
    TIMEOUT("timeout", true),
    /** Memory, disk or another bounded resource ran out. */
    RESOURCE("resource", true),
    /** The spoke itself failed, a bug for example. */
    INTERNAL("internal", true);

    private final String word;
    private final boolean usuallyRetryable;

    ErrorClass(String word, boolean usuallyRetryable) {
        this.word = word;
        this.usuallyRetryable = usuallyRetryable;
    }

    /** The word that goes over the bus. */
    public String word() {
        return word;
    }

    /** Whether an answer of this class is retryable unless the spoke says otherwise. */
    public boolean usuallyRetryable() {
        return usuallyRetryable;
    }
}

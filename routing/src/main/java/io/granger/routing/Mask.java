package io.granger.routing;

import java.util.Optional;

/**
 * Why a candidate may not be chosen.
 *
 * <p>The constants stand in order of priority: a candidate that fails for several reasons shows the first. Each
 * owns one bit of {@link CandidateEntry#facts()}, which is stored, so a constant keeps its bit for ever.
 */
public enum Mask {
    /** It does not offer the capability. */
    CAPABILITY("capability", Kind.HARD, 0),
    /** It does not accept the type of the data. */
    TYPE("type", Kind.HARD, 1),
    /** The data does not satisfy its input schema. */
    SCHEMA("schema", Kind.HARD, 2),
    /** Its version is outside the range the step asks for. */
    VERSION("version", Kind.HARD, 3),
    /** None of its instances holds a lease. */
    LEASE("lease", Kind.HARD, 4),
    /** All its instances are draining. */
    DRAINING("draining", Kind.HARD, 5),
    /** The principal may not use it. */
    AUTHORISATION("authorisation", Kind.HARD, 6),
    /** It would repeat an unsafe effect whose outcome is unknown. */
    EFFECTS("effects", Kind.HARD, 7),
    /** It costs more than the task may still spend, or the retry budget is empty. */
    BUDGET("budget", Kind.HARD, 8),
    /** The task, or the retry in progress, allows only others. */
    ONLY("only", Kind.HARD, 9),
    /** The task asks to avoid it. */
    AVOID("avoid", Kind.HARD, 10),
    /** It failed at this step already. */
    TRIED("tried", Kind.HARD, 11),
    /** The failure is of a class that another try cannot heal. */
    NOT_RETRYABLE("not-retryable", Kind.HARD, 12),
    /** The step was tried as often as it may be. */
    ATTEMPTS("attempts", Kind.HARD, 13),
    /** The step is not optional. */
    NOT_OPTIONAL("not-optional", Kind.HARD, 14),
    /** The steps do not join by type from the data there is now. */
    SCHEMA_MISFIT("schema-misfit", Kind.HARD, 15),
    /** No spoke serves it now. */
    NO_SPOKE("no-spoke", Kind.HARD, 16),
    /** The circuit breaker is open. */
    BREAKER("breaker", Kind.SOFT, 18),
    /** All its slots are taken. */
    CONCURRENCY("concurrency", Kind.WAITING, 19),
    /** It is the last resort, and something else is eligible. */
    OTHERS_LEFT("others-left", Kind.HARD, 17);

    /** How firm a mask is. */
    public enum Kind {
        /** Never gives way. */
        HARD,
        /** Ends by itself: the task waits in the queue. */
        WAITING,
        /** Gives way when nothing else is left. */
        SOFT
    }

    private final String word;
    private final Kind kind;
    private final int bit;

    Mask(String word, Kind kind, int position) {
        this.word = word;
        this.kind = kind;
        this.bit = 1 << position;
    }

    /** The word the contract uses for it. */
    public String word() {
        return word;
    }

    /** How firm it is. */
    public Kind kind() {
        return kind;
    }

    /** Its bit in {@link CandidateEntry#facts()}. */
    public int bit() {
        return bit;
    }

    /** The constant a word names, or empty. */
    public static Optional<Mask> of(String word) {
        for (Mask each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}

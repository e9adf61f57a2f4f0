package io.granger.routing;

/**
 * The raw conditions of a candidate as one integer: a bit for each {@link Mask} that holds, and in the top byte the
 * place of its breaker among those that wait to close, the soonest first.
 *
 * <p>The masks of a decision are a pure function of these, see {@link MaskRule}, so that replay needs nothing else.
 */
public final class Facts {
    /** The last place that fits; later ones share it. */
    public static final int MAX_CLOSING_RANK = 127;

    private static final int RANK_SHIFT = 24;

    private Facts() {}

    /** The conditions that hold. */
    public static int of(Mask... conditions) {
        int facts = 0;
        for (Mask condition : conditions) {
            facts |= condition.bit();
        }
        return facts;
    }

    /** The same facts, and the condition too when {@code holds}. */
    public static int with(int facts, Mask condition, boolean holds) {
        return holds ? facts | condition.bit() : facts;
    }

    /** Whether the condition holds. */
    public static boolean holds(int facts, Mask condition) {
        return (facts & condition.bit()) != 0;
    }

    /** The same facts with the breaker's place, 0 closing soonest; places past {@link #MAX_CLOSING_RANK} share it. */
    public static int withClosingRank(int facts, int rank) {
        if (rank < 0) {
            throw new IllegalArgumentException("closing rank must be at least 0, is " + rank);
        }
        int cleared = facts & ((1 << RANK_SHIFT) - 1);
        return cleared | (Math.min(rank, MAX_CLOSING_RANK) << RANK_SHIFT);
    }

    /** The breaker's place among those that wait to close. */
    public static int closingRank(int facts) {
        return facts >>> RANK_SHIFT;
    }
}

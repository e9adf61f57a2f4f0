package io.granger.recovery;

/**
 * How many retries there may be: a share of the first attempts of the last ten seconds, and never fewer than a minimum,
 * so that a quiet hub can retry and a hub in trouble does not make it worse.
 *
 * <p>Time is cut into seconds, which count as a whole. Not safe for use from several threads.
 */
public final class RetryBudget {
    /** How many retries there may be in a window, however few first attempts there were. */
    public static final int MINIMUM_DEFAULT = 10;

    private static final int SECONDS = 10;
    private static final int MS_PER_SECOND = 1000;

    private final double share;
    private final int minimum;
    private final long[] first = new long[SECONDS];
    private final long[] retries = new long[SECONDS];
    private long lastSecond = Long.MIN_VALUE;

    /**
     * A budget.
     *
     * @param share retries by first attempts, in [0, 1]
     * @param minimum retries that are always possible in ten seconds
     */
    public RetryBudget(double share, int minimum) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in [0, 1], is " + share);
        }
        if (minimum < 0) {
            throw new IllegalArgumentException("minimum must be at least 0, is " + minimum);
        }
        this.share = share;
        this.minimum = minimum;
    }

    /** Counts a first attempt. */
    public void firstAttempt(long nowMs) {
        first[slot(nowMs)]++;
    }

    /** Whether a retry is possible now. */
    public boolean hasLeft(long nowMs) {
        slot(nowMs);
        return sum(retries) < Math.max(minimum, (long) (share * sum(first)));
    }

    /** Takes a retry from the budget; false, and nothing taken, when none is left. */
    public boolean take(long nowMs) {
        if (!hasLeft(nowMs)) {
            return false;
        }
        retries[slot(nowMs)]++;
        return true;
    }

    private int slot(long nowMs) {
        long second = Math.floorDiv(nowMs, (long) MS_PER_SECOND);
        if (lastSecond == Long.MIN_VALUE) {
            lastSecond = second;
        }
        // a clock that steps back counts in the latest second there was
        for (int cleared = 0; lastSecond < second && cleared < SECONDS; cleared++) {
            lastSecond++;
            first[Math.floorMod(lastSecond, SECONDS)] = 0;
            retries[Math.floorMod(lastSecond, SECONDS)] = 0;
        }
        lastSecond = Math.max(lastSecond, second);
        return Math.floorMod(lastSecond, SECONDS);
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}

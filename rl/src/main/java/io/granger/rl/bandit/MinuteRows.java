package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;

/**
 * How many rows of a key all members learnt in this minute and in the one before, and what is left of them.
 *
 * <p>Members learn the same rows in different orders. So that they forget alike, what a minute's rows make be forgotten is fixed only
 * when the minute after it is over, by when all members know of them, and at most halves what was known. A row of minute {@code m}
 * then weighs the same everywhere, whenever it came. Not thread-safe.
 */
final class MinuteRows {

    private static final double MOST_HALVES = StrictMath.log(2);

    private final Forgetting forgetting;
    private long minute = Long.MIN_VALUE;
    private long rows;
    private long rowsBefore;
    private long roundBefore;

    MinuteRows(Forgetting forgetting) {
        this.forgetting = forgetting;
    }

    /** Begins a minute; one that is not later than the last changes nothing. Returns the round that is in force then. */
    long start(long newMinute, long round) {
        if (minute == Long.MIN_VALUE) {
            minute = newMinute;
            roundBefore = round;
        }
        long inForce = round;
        // after two minutes without a row there is nothing left to be made up for
        for (long left = Math.min(newMinute - minute, 3); left > 0; left--) {
            roundBefore = inForce;
            inForce += Math.min(rowsBefore, (long) (MOST_HALVES * forgetting.memory()));
            rowsBefore = rows;
            rows = 0;
        }
        minute = Math.max(minute, newMinute);
        return inForce;
    }

    /** Counts rows of a minute; those older than the one before this count as of that one. */
    void count(long ofMinute, long newRows) {
        if (ofMinute >= minute) {
            rows += newRows;
        } else {
            rowsBefore += newRows;
        }
    }

    /** Counts one row of this minute. */
    void count() {
        rows++;
    }

    /** What a row of that minute weighs in {@code round}. */
    double weight(long ofMinute, long round) {
        return ofMinute >= minute ? 1 : forgetting.left(round - roundBefore);
    }

    void save(SnapshotWriter to) {
        to.putLong(minute).putLong(rows).putLong(rowsBefore).putLong(roundBefore);
    }

    void restore(SnapshotReader from) {
        minute = from.getLong();
        rows = from.getLong();
        rowsBefore = from.getLong();
        roundBefore = from.getLong();
    }
}

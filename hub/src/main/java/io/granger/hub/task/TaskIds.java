package io.granger.hub.task;

import java.util.random.RandomGenerator;

/**
 * Makes task ids: {@code t-} and 26 Crockford base32 digits, 48 bits of time before 80 random ones.
 *
 * <p>Ids sort in the order in which they were made, also within one millisecond and when the clock steps back: such an id
 * is the one before it plus one. Not thread-safe: one thread owns it.
 */
public final class TaskIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int HALF_BITS = 40;
    private static final long HALF = (1L << HALF_BITS) - 1;

    private final RandomGenerator random;
    private long timeMs = -1;
    private long high;
    private long low;

    /** Ids whose random part comes from this generator. */
    public TaskIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new id for a task made at this time, epoch milliseconds. */
    public String next(long atMs) {
        if (atMs > timeMs) {
            timeMs = atMs;
            high = random.nextLong() & HALF;
            low = random.nextLong() & HALF;
        } else {
            increment();
        }
        var id = new char[28];
        id[0] = 't';
        id[1] = '-';
        put(id, 2, 10, timeMs);
        put(id, 12, 8, high);
        put(id, 20, 8, low);
        return new String(id);
    }

    /** The next number of 80 bits; after the last one the next millisecond. */
    private void increment() {
        low = low + 1 & HALF;
        if (low == 0) {
            high = high + 1 & HALF;
            if (high == 0) {
                timeMs++;
            }
        }
    }

    private static void put(char[] id, int from, int digits, long bits) {
        for (int i = digits - 1; i >= 0; i--) {
            id[from + i] = DIGITS[(int) (bits & 31)];
            bits >>>= 5;
        }
    }
}

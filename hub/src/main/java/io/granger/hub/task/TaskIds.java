package io.granger.hub.task;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Makes task ids: {@code t-} and 26 Crockford base32 digits, 48 bits of time before 80 random ones.
 *
 * <p>Ids sort in the order in which they were made, also within one millisecond and when the clock steps back: such an id
 * is the one before it plus one. Not thread-safe: one thread owns it.
 */
public final class TaskIds {
    private static final String PREFIX = "t-";
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    /** The last digit of the time but one: it counts spans of 32 ms, of which 32 are 1,024 ms. */
    private static final int SPAN_AT = PREFIX.length() + 8;

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

    /**
     * Which of the 32 spans of 32 ms that make up 1,024 ms a task was made in, by an id that begins with the task's.
     *
     * @return 0 to 31; nothing for an id of another kind
     */
    public static OptionalInt span(String id) {
        int digit = id.startsWith(PREFIX) && id.length() > SPAN_AT ? DIGITS.indexOf(id.charAt(SPAN_AT)) : -1;
        return digit < 0 ? OptionalInt.empty() : OptionalInt.of(digit);
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
            id[from + i] = DIGITS.charAt((int) (bits & 31));
            bits >>>= 5;
        }
    }
}

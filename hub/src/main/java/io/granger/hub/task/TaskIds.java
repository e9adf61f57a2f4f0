package io.granger.hub.task;

import java.util.random.RandomGenerator;

/** Makes task ids: {@code t-} and 26 Crockford base32 digits, 48 bits of time before 80 random ones, so they sort by time. */
public final class TaskIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final RandomGenerator random;

    /** Ids whose random part comes from this generator; as thread-safe as the generator is. */
    public TaskIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new id for a task made at this time, epoch milliseconds. */
    public String next(long atMs) {
        var id = new char[28];
        id[0] = 't';
        id[1] = '-';
        put(id, 2, 10, atMs);
        put(id, 12, 8, random.nextLong());
        put(id, 20, 8, random.nextLong());
        return new String(id);
    }

    private static void put(char[] id, int from, int digits, long bits) {
        for (int i = digits - 1; i >= 0; i--) {
            id[from + i] = DIGITS[(int) (bits & 31)];
            bits >>>= 5;
        }
    }
}

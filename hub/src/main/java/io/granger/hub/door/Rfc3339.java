package io.granger.hub.door;

import java.time.Instant;

/** Times as {@link Instant#toString} writes them. What is shown was nearly always in one of few seconds, which are kept. Thread-safe. */
final class Rfc3339 {
    private static final int KEPT = 64;
    private static final int SECOND_MS = 1_000;

    /** By the second's number; whoever reads an old one, or none, makes it anew. */
    private static final Second[] SECONDS = new Second[KEPT];

    private record Second(long number, String text) {
        static Second of(long number) {
            var whole = Instant.ofEpochSecond(number).toString();
            return new Second(number, whole.substring(0, whole.length() - 1));
        }
    }

    private Rfc3339() {}

    /** A time in milliseconds since the epoch. */
    static String of(long epochMs) {
        int ms = (int) Math.floorMod(epochMs, (long) SECOND_MS);
        var second = second(Math.floorDiv(epochMs, (long) SECOND_MS)).text();
        if (ms == 0) {
            return second + "Z";
        }
        return second + "." + (char) ('0' + ms / 100) + (char) ('0' + ms / 10 % 10) + (char) ('0' + ms % 10) + "Z";
    }

    private static Second second(long number) {
        int place = (int) Math.floorMod(number, (long) KEPT);
        var known = SECONDS[place];
        if (known == null || known.number() != number) {
            known = Second.of(number);
            SECONDS[place] = known;
        }
        return known;
    }
}

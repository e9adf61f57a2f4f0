package io.granger.hub.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bad bytes out of good ones: the same for the same random numbers. */
final class Mutator {
    private static final int CHANGES_MAX = 5;
    private static final int LONGEST = 64 * 1024;
    private static final int REPEATED_MAX = 2_000;

    /** What readers trip over. */
    private static final List<byte[]> TOKENS = List.of(
                    "null",
                    "true",
                    "-1",
                    "0",
                    "-0.0",
                    "1e400",
                    "1e-400",
                    "NaN",
                    "99999999999999999999",
                    "9223372036854775807",
                    "2147483648",
                    "0.1",
                    "\"\"",
                    "\"\\u0000\"",
                    "\"\\ud83d\"",
                    "\u00e9",
                    "\ufeff",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "\\",
                    "\n",
                    "\r\n",
                    "\t",
                    "- ",
                    "&a ",
                    "*a",
                    "<<: ",
                    "!!",
                    "|",
                    "a: ",
                    "\"a\":",
                    "{\"$ref\":\"#\"}",
                    "\"pattern\":\"(a|aa)+$\",",
                    "../",
                    "%00")
            .stream()
            .map(token -> token.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final SplittableRandom random;

    Mutator(SplittableRandom random) {
        this.random = random;
    }

    /** One of the good ones with one to five changes; now and then it is left as it is. */
    byte[] of(List<byte[]> good) {
        byte[] bytes = pick(good);
        int changes = random.nextInt(CHANGES_MAX + 1);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes, good);
        }
        return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
    }

    private byte[] changed(byte[] bytes, List<byte[]> good) {
        int at = random.nextInt(bytes.length + 1);
        int to = at + random.nextInt(bytes.length - at + 1);
        return switch (random.nextInt(8)) {
            case 0 -> spliced(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
            case 1 -> spliced(bytes, at, pick(TOKENS), at);
            case 2 -> spliced(bytes, at, pick(TOKENS), to);
            case 3 -> spliced(bytes, at, new byte[0], to);
            case 4 -> spliced(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
            case 5 -> Arrays.copyOf(bytes, at);
            case 6 -> spliced(bytes, at, part(pick(good)), to);
            default -> spliced(bytes, at, repeated(pick(TOKENS)), at);
        };
    }

    private byte[] part(byte[] other) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from + 1));
    }

    private byte[] repeated(byte[] token) {
        int times = 1 + random.nextInt(random.nextInt(50) == 0 ? REPEATED_MAX : 4);
        byte[] all = new byte[times * token.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(token, 0, all, i * token.length, token.length);
        }
        return all;
    }

    private byte[] pick(List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The bytes with those of [from, to) replaced. */
    private static byte[] spliced(byte[] bytes, int from, byte[] instead, int to) {
        byte[] all = new byte[from + instead.length + bytes.length - to];
        System.arraycopy(bytes, 0, all, 0, from);
        System.arraycopy(instead, 0, all, from, instead.length);
        System.arraycopy(bytes, to, all, from + instead.length, bytes.length - to);
        return all;
    }
}

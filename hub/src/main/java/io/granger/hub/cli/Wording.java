package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** How numbers, durations, times and foreign text are said to a person. */
final class Wording {
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private Wording() {}

    /** {@code 840 ms}, {@code 1.2 s}, {@code 3 min 5 s}, {@code 2 h 4 min}, {@code 3 d 4 h}. */
    static String duration(long ms) {
        if (ms < 1_000) {
            return ms + " ms";
        }
        if (ms < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
        }
        Duration d = Duration.ofSeconds(Math.round(ms / 1000.0));
        if (d.toHours() == 0) {
            return d.toMinutes() + " min " + d.toSecondsPart() + " s";
        }
        if (d.toDays() == 0) {
            return d.toHours() + " h " + d.toMinutesPart() + " min";
        }
        return d.toDays() + " d " + d.toHoursPart() + " h";
    }

    /** The duration in a numeric field, or a dash. */
    static String duration(JsonNode ms) {
        return ms.isNumber() ? duration(Math.round(ms.asDouble())) : "-";
    }

    /** {@code 92.1 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String percent(JsonNode share) {
        return share.isNumber() ? percent(share.asDouble()) : "-";
    }

    /** Two decimals, or four significant digits where two would hide the number. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        return Math.abs(value) >= 0.1
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    static String number(JsonNode value) {
        return value.isNumber() ? number(value.asDouble()) : "-";
    }

    /** {@code 512 B}, {@code 1.5 KiB}, {@code 20.0 MiB}. */
    static String bytes(long count) {
        if (count < 1024) {
            return count + " B";
        }
        double value = count / 1024.0;
        for (String unit : new String[] {"KiB", "MiB"}) {
            if (value < 1024) {
                return String.format(Locale.ROOT, "%.1f %s", value, unit);
            }
            value /= 1024;
        }
        return String.format(Locale.ROOT, "%.1f GiB", value);
    }

    /** {@code 1 step}, {@code 2 steps}. */
    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** The moment an RFC 3339 text names, or epoch milliseconds. */
    static Optional<Instant> instant(JsonNode at) {
        if (at.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochMilli(at.asLong()));
        }
        try {
            return at.isTextual() ? Optional.of(Instant.parse(at.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String dayAndTime(JsonNode at, ZoneId zone) {
        return instant(at).map(i -> DAY_AND_TIME.format(i.atZone(zone))).orElseGet(() -> text(at));
    }

    static String time(JsonNode at, ZoneId zone) {
        return instant(at).map(i -> TIME.format(i.atZone(zone))).orElseGet(() -> text(at));
    }

    /** How long ago that was, or a dash. */
    static String age(JsonNode at, Instant now) {
        return instant(at)
                .map(i -> duration(Math.max(0, Duration.between(i, now).toMillis())))
                .orElse("-");
    }

    /** A field as text: the text itself, a dash for nothing, one line of JSON for the rest. */
    static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "-";
        }
        return plain(node.isValueNode() ? node.asText() : Json.line(node));
    }

    /** The text without control characters, so that a document's title cannot steer the terminal. */
    static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** At most that many characters, the last two of them dots when something was left out. */
    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int end = Math.max(0, width - 2);
        return text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, end))) + "..";
    }

    static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }
}

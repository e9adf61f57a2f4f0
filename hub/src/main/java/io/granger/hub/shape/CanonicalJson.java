package io.granger.hub.shape;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One text for one JSON value, whoever wrote it: keys in UTF-16 order, no spaces, escapes only where needed, numbers in
 * their shortest form as in RFC 8785. Unlike there, whole numbers beyond 2^53 keep all their digits.
 *
 * <p>Takes values as {@link StrictJson} makes them. Reading the text again gives the same text.
 */
public final class CanonicalJson {
    private static final double EXACT_WHOLE = 1e15;
    private static final HexFormat HEX = HexFormat.of();

    private CanonicalJson() {}

    /** The canonical text of {@code value}: an object, a list, a text, a number, a boolean or null. */
    public static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder(256);
        write(out, value);
        return out.toString();
    }

    /** SHA-256 of the UTF-8 bytes of {@code text}, as 64 hexadecimal digits. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Number of bytes of {@code text} in UTF-8. */
    public static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isSurrogate(c)) {
                // Each half of a pair counts for half of its four bytes.
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** Number of bytes {@code value} takes as compact JSON in UTF-8. */
    public static int compactLength(@Nullable Object value) {
        return utf8Length(text(value));
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof CharSequence text) {
            string(out, text);
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof JsonObject object) {
            map(out, object.getMap());
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else if (value instanceof JsonArray array) {
            list(out, array.getList());
        } else if (value instanceof List<?> list) {
            list(out, list);
        } else {
            throw ApiError.of(
                    ErrorCode.BAD_VALUE, "not a JSON value: " + value.getClass().getSimpleName());
        }
    }

    private static void map(StringBuilder out, Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            string(out, entry.getKey());
            out.append(':');
            write(out, entry.getValue());
        }
        out.append('}');
    }

    private static void list(StringBuilder out, List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(out, list.get(i));
        }
        out.append(']');
    }

    private static void string(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX.toHexDigits((byte) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void number(StringBuilder out, Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.append(number.longValue());
            return;
        }
        if (number instanceof BigInteger) {
            out.append(number);
            return;
        }
        // By way of its text, so that a float .1 is .1 and not the double nearest to the float.
        double value = number instanceof Double ? number.doubleValue() : Double.parseDouble(number.toString());
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw ApiError.of(ErrorCode.NUMBER_NOT_FINITE, "number " + value + " is not finite");
        }
        if (Math.rint(value) == value && Math.abs(value) < EXACT_WHOLE) {
            out.append((long) value);
        } else {
            fraction(out, value);
        }
    }

    // ECMAScript's Number::toString, whose rules RFC 8785 takes over.
    private static void fraction(StringBuilder out, double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int point = digits.length() - decimal.scale();
        if (value < 0) {
            out.append('-');
        }
        if (digits.length() <= point && point <= 21) {
            out.append(digits).repeat("0", point - digits.length());
        } else if (0 < point && point <= 21) {
            out.append(digits, 0, point).append('.').append(digits, point, digits.length());
        } else if (-6 < point && point <= 0) {
            out.append("0.").repeat("0", -point).append(digits);
        } else {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append('e').append(point > 0 ? "+" : "").append(point - 1);
        }
    }
}

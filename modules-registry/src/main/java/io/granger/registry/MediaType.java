package io.granger.registry;

import io.granger.task.NameRule;
import java.util.List;

/**
 * Types of what flows through a chain: {@code text/plain}, or a pattern, {@code text/*} or {@code *}{@code /*}.
 *
 * <p>Without parameters; letter case does not matter. Pure; safe from any thread.
 */
public final class MediaType {
    /** The pattern that every type fits. */
    public static final String ANY = "*/*";

    private static final int PART_MAX = 127;
    private static final String MARKS = "!#$&^_.+-";

    private MediaType() {}

    /**
     * Whether some type fits both sides; for a pattern and a type: whether the type fits the pattern. Symmetric.
     *
     * <p>Both sides must have passed {@link #check}; nothing is allocated.
     */
    public static boolean matches(String pattern, String type) {
        if (pattern.equals(type) || pattern.equals(ANY) || type.equals(ANY)) {
            return true;
        }
        int slash = pattern.indexOf('/');
        if (slash != type.indexOf('/') || !pattern.regionMatches(true, 0, type, 0, slash)) {
            return false;
        }
        return pattern.endsWith("/*") || type.endsWith("/*") || pattern.equalsIgnoreCase(type);
    }

    /** Whether the type fits one of the patterns. */
    public static boolean matchesAny(List<String> patterns, String type) {
        for (int i = 0; i < patterns.size(); i++) {
            if (matches(patterns.get(i), type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a pattern, not one type. */
    public static boolean isPattern(String type) {
        return type.endsWith("/*");
    }

    /** Whether the text is a type or a pattern. */
    public static boolean isValid(String type) {
        int slash = type.indexOf('/');
        if (slash < 0) {
            return false;
        }
        if (type.equals(ANY)) {
            return true;
        }
        return isPart(type, 0, slash)
                && (isPart(type, slash + 1, type.length()) || type.endsWith("/*"))
                && (!type.endsWith("/*") || type.length() == slash + 2);
    }

    /**
     * The type itself when it is one.
     *
     * @param what what the type is of, first word of the message
     * @throws IllegalArgumentException when it is neither a type nor a pattern
     */
    public static String check(String what, String type) {
        if (!isValid(type)) {
            throw new IllegalArgumentException(
                    what + " must be a media type such as text/plain, text/* or */*, was " + NameRule.shown(type));
        }
        return type;
    }

    private static boolean isPart(String text, int from, int to) {
        if (to <= from || to - from > PART_MAX || !isLetterOrDigit(text.charAt(from))) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!isLetterOrDigit(text.charAt(i)) && MARKS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}

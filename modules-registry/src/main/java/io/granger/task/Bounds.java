package io.granger.task;

/**
 * Checks of bounded values whose messages hold the name, the bound and the value.
 *
 * <p>Pure; safe from any thread. Each check gives the value back, or throws {@link IllegalArgumentException}.
 */
public final class Bounds {
    private Bounds() {}

    /** A whole number in {@code [min, max]}. */
    public static long between(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " must be between " + min + " and " + max + ", was " + value);
        }
        return value;
    }

    /** A finite number in {@code [min, max]}. */
    public static double between(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(what + " must be between " + min + " and " + max + ", was " + value);
        }
        return value;
    }

    /** A finite number that is not negative. */
    public static double notNegative(String what, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(what + " must be finite and not negative, was " + value);
        }
        return value;
    }

    /** A text of at most {@code lengthMax} characters. */
    public static String length(String what, String text, int lengthMax) {
        if (text.length() > lengthMax) {
            throw new IllegalArgumentException(
                    what + " must have at most " + lengthMax + " characters, had " + text.length());
        }
        return text;
    }

    /** A text of 1 to {@code lengthMax} printable ASCII characters without space. */
    public static String printable(String what, String text, int lengthMax) {
        boolean good = !text.isEmpty() && text.length() <= lengthMax;
        for (int i = 0; good && i < text.length(); i++) {
            good = text.charAt(i) > ' ' && text.charAt(i) < 0x7f;
        }
        if (!good) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + lengthMax + " printable ASCII characters, was " + NameRule.shown(text));
        }
        return text;
    }
}

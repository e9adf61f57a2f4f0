package io.granger.task;

/**
 * The one rule for names of spokes, capabilities and pipelines: {@code [a-z0-9][a-z0-9-]{0,62}}.
 *
 * <p>Pure; safe from any thread.
 */
public final class NameRule {
    /** The rule as text, for messages. */
    public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

    private static final int LENGTH_MAX = 63;
    private static final int SHOWN_MAX = 80;

    private NameRule() {}

    /** Whether the text is a name. */
    public static boolean accepts(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /**
     * The name itself when it keeps the rule.
     *
     * @param what what is named, first word of the message
     * @throws IllegalArgumentException when it does not keep the rule
     */
    public static String check(String what, String name) {
        if (!accepts(name)) {
            throw new IllegalArgumentException(what + " must match " + PATTERN + ", was " + shown(name));
        }
        return name;
    }

    /** The text in quotes as a message may hold it: one line, cut after 80 characters. */
    public static String shown(String text) {
        String line = text.codePoints()
                .limit(SHOWN_MAX)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return '"' + line + (text.length() > line.length() ? "..\"" : "\"");
    }
}

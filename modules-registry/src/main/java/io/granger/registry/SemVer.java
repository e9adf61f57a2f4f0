package io.granger.registry;

import io.granger.task.NameRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version, 2.0.0.
 *
 * <p>Ordered by its precedence rules; versions that differ in build only are ordered by build, so that the order
 * agrees with equality. At most 64 characters, numbers of at most 9 digits.
 *
 * @param preRelease what follows {@code -}; "" when there is none
 * @param build what follows {@code +}; "" when there is none
 */
public record SemVer(int major, int minor, int patch, String preRelease, String build) implements Comparable<SemVer> {
    private static final int LENGTH_MAX = 64;
    private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
    private static final String IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern SYNTAX = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER //
            + "(?:-(" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*))?"
            + "(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");

    public SemVer {
        match(text(major, minor, patch, preRelease, build));
    }

    /** A version of three numbers. */
    public SemVer(int major, int minor, int patch) {
        this(major, minor, patch, "", "");
    }

    /**
     * The version a text holds.
     *
     * @throws IllegalArgumentException when it holds none
     */
    public static SemVer parse(String text) {
        Matcher matcher = match(text);
        return new SemVer(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                orEmpty(matcher, 4),
                orEmpty(matcher, 5));
    }

    /** Whether it comes before the release of the same three numbers. */
    public boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** Whether both are the same but for build metadata. */
    public boolean samePrecedence(SemVer other) {
        return precedence(other) == 0;
    }

    @Override
    public int compareTo(SemVer other) {
        int order = precedence(other);
        return order != 0 ? order : build.compareTo(other.build);
    }

    @Override
    public String toString() {
        return text(major, minor, patch, preRelease, build);
    }

    private int precedence(SemVer other) {
        int order = Integer.compare(major, other.major);
        order = order != 0 ? order : Integer.compare(minor, other.minor);
        order = order != 0 ? order : Integer.compare(patch, other.patch);
        if (order != 0 || preRelease.equals(other.preRelease)) {
            return order;
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return preRelease.isEmpty() ? 1 : -1;
        }
        String[] mine = preRelease.split("\\.", -1);
        String[] theirs = other.preRelease.split("\\.", -1);
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int identifiers = identifier(mine[i], theirs[i]);
            if (identifiers != 0) {
                return identifiers;
            }
        }
        return Integer.compare(mine.length, theirs.length);
    }

    private static int identifier(String mine, String theirs) {
        boolean number = isNumber(mine);
        if (number != isNumber(theirs)) {
            return number ? -1 : 1;
        }
        // Numbers have no leading zeros, so the longer one is the larger.
        int order = number ? Integer.compare(mine.length(), theirs.length()) : 0;
        return order != 0 ? order : mine.compareTo(theirs);
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Matcher match(String text) {
        Matcher matcher = SYNTAX.matcher(text.length() <= LENGTH_MAX ? text : "");
        if (!matcher.matches()) {
            throw new IllegalArgumentException("version must be a semantic version such as 1.2.0, at most " + LENGTH_MAX
                    + " characters, was " + NameRule.shown(text));
        }
        return matcher;
    }

    private static String orEmpty(Matcher matcher, int group) {
        return matcher.start(group) < 0 ? "" : matcher.group(group);
    }

    private static String text(int major, int minor, int patch, String preRelease, String build) {
        String text = major + "." + minor + "." + patch;
        text = preRelease.isEmpty() ? text : text + '-' + preRelease;
        return build.isEmpty() ? text : text + '+' + build;
    }
}

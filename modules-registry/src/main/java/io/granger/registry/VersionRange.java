package io.granger.registry;

import io.granger.task.NameRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of a spoke a step accepts: {@code 1.2.0} is that version, {@code ^1.2} every compatible one.
 *
 * <p>Caret keeps the leftmost number that is given and not zero: {@code ^1.2} is 1.2.0 up to but not 2.0.0,
 * {@code ^0.2.3} up to but not 0.3.0, {@code ^0.0.3} up to but not 0.0.4, {@code ^0.0} up to but not 0.1.0. A
 * pre-release is matched by its exact version only; build metadata never matters.
 *
 * @param floor the version itself, or the smallest that matches
 * @param given 0 for an exact version, else how many numbers the caret was given, 1 to 3
 */
public record VersionRange(SemVer floor, int given) {
    private static final Pattern CARET =
            Pattern.compile("\\^(0|[1-9][0-9]{0,8})(?:\\.(0|[1-9][0-9]{0,8})(?:\\.(0|[1-9][0-9]{0,8}))?)?");

    public VersionRange {
        boolean zeros = (given != 1 || floor.minor() == 0) && (given == 0 || given == 3 || floor.patch() == 0);
        boolean plain = given == 0 || floor.equals(new SemVer(floor.major(), floor.minor(), floor.patch()));
        if (given < 0 || given > 3 || !zeros || !plain) {
            throw new IllegalArgumentException(
                    "version range of " + given + " given numbers must start at such a version, was " + floor);
        }
    }

    /**
     * The range a text holds.
     *
     * @throws IllegalArgumentException when it holds none
     */
    public static VersionRange parse(String text) {
        if (!text.startsWith("^")) {
            return new VersionRange(SemVer.parse(text), 0);
        }
        Matcher matcher = CARET.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "version must be exact such as 1.2.0, or a caret such as ^1.2, was " + NameRule.shown(text));
        }
        int given = matcher.start(3) >= 0 ? 3 : matcher.start(2) >= 0 ? 2 : 1;
        return new VersionRange(new SemVer(number(matcher, 1), number(matcher, 2), number(matcher, 3)), given);
    }

    /** Whether the version is in the range. */
    public boolean matches(SemVer version) {
        if (given == 0) {
            return floor.samePrecedence(version);
        }
        if (version.isPreRelease() || version.major() != floor.major()) {
            return false;
        }
        if (floor.major() != 0 || given == 1) {
            return version.minor() > floor.minor()
                    || version.minor() == floor.minor() && version.patch() >= floor.patch();
        }
        if (version.minor() != floor.minor()) {
            return false;
        }
        return floor.minor() != 0 || given == 2 ? version.patch() >= floor.patch() : version.patch() == floor.patch();
    }

    /** The range as it is written. */
    @Override
    public String toString() {
        return switch (given) {
            case 0 -> floor.toString();
            case 1 -> "^" + floor.major();
            case 2 -> "^" + floor.major() + '.' + floor.minor();
            default -> "^" + floor;
        };
    }

    private static int number(Matcher matcher, int group) {
        return matcher.start(group) < 0 ? 0 : Integer.parseInt(matcher.group(group));
    }
}

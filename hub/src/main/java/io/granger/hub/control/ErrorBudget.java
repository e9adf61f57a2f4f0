package io.granger.hub.control;

import java.util.Optional;

/**
 * How often the policy failed to answer lately, and whether that is too often.
 *
 * <p>The heuristic decides in its place each time, so a single failure costs nothing; a policy that fails {@link #SHARE_MAX} of the
 * time is not the one that was judged. A masked pick and a number that is not finite are bugs and are never too few. Immutable.
 *
 * @param asked decisions asked of it, lately
 * @param failed those it did not answer
 */
public record ErrorBudget(double asked, double failed) {
    /** Nothing asked yet. */
    public static final ErrorBudget FRESH = new ErrorBudget(0, 0);

    /** Decisions before anything is said: the first ones of a JVM are slow for reasons of their own. */
    static final int MINIMUM = 500;

    /** Failures above this share break the budget. */
    static final double SHARE_MAX = .1;

    /** When so many were asked both counts are halved. */
    static final int WINDOW = 2_000;

    /** With one more decision. */
    public ErrorBudget with(boolean isFailure) {
        double scale = asked >= WINDOW ? .5 : 1;
        return new ErrorBudget(asked * scale + 1, failed * scale + (isFailure ? 1 : 0));
    }

    /** Share that failed, 0 before the first decision. */
    public double share() {
        return asked == 0 ? 0 : failed / asked;
    }

    /** What is wrong, if it is. */
    public Optional<String> broken() {
        return asked >= MINIMUM && share() > SHARE_MAX
                ? Optional.of(String.format(
                        java.util.Locale.ROOT,
                        "the policy failed to answer %.0f of its last %.0f decisions, more than %.0f %% of them",
                        failed,
                        asked,
                        100 * SHARE_MAX))
                : Optional.empty();
    }
}

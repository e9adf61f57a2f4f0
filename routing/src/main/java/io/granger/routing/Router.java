package io.granger.routing;

import io.granger.rl.Scores;

/**
 * Judges candidates and spreads probability over them: a heuristic, or a policy that learns.
 *
 * <p>Not safe for use from several threads unless the implementation says so.
 */
public interface Router {
    /** Its name in decisions; {@code heuristic:NAME} for heuristics. */
    String policy();

    /** How many online updates it has taken; 0 for heuristics. */
    long revision();

    /**
     * Value and spread of each candidate, higher is better. Looks at eligible candidates only and says 0 about the
     * others.
     */
    Scores score(Situation situation);

    /** The {@link #score} and the revision it is of, where others may let it learn meanwhile. */
    default Judged judge(Situation situation) {
        return new Judged(revision(), score(situation));
    }

    /** Scores, and after how many online updates they were given. */
    record Judged(long revision, Scores scores) {}

    /**
     * The vector over all candidates, before the exploration floor: 0 where not eligible, and summing to 1. A pure
     * function of the scores, of who is eligible and of {@link Situation#turn()}, so that replay can repeat it.
     */
    double[] base(Scores scores, Situation situation);
}

package io.granger.rl.bandit;

import io.granger.rl.Scores;

/**
 * A choice as it was made: what was thought of the arms, the probabilities it was drawn from, and the arm it fell on.
 *
 * @param scores of every arm, {@link Scores#spread} in the boldness of the moment
 * @param probabilities of every arm, floor included; not copied
 * @param chosen index of the arm, whose probability is above 0
 */
@SuppressWarnings("ArrayRecordComponent") // read once, on the path of every row
public record Choice(Scores scores, double[] probabilities, int chosen) {

    /** Refuses what no choice can have been. */
    public Choice {
        Bounds.requireLength("probabilities", scores.size(), probabilities.length);
        if (chosen < 0 || chosen >= probabilities.length) {
            throw new IllegalArgumentException("chosen must be in [0, " + probabilities.length + "), is " + chosen);
        }
        if (!(probabilities[chosen] > 0 && probabilities[chosen] <= 1)) {
            throw new IllegalArgumentException("probability must be in (0, 1], is " + probabilities[chosen]);
        }
    }
}

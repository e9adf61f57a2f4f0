package io.granger.rl;

import java.util.Arrays;

/**
 * What a learner thinks of each candidate of one choice: its expected reward and how sure that is.
 *
 * <p>The arrays are neither copied nor checked, so that a learner that went wrong is seen by who asked it (see {@link
 * #isFinite()}); do not change them.
 *
 * @param value expected reward of each candidate
 * @param spread standard deviation of that expectation, 0 or more, as long as {@code value}
 */
@SuppressWarnings("ArrayRecordComponent") // on the path of every choice: copying would cost more than the score
public record Scores(double[] value, double[] spread) {

    /** Refuses arrays of unequal length. */
    public Scores {
        if (value.length != spread.length) {
            throw new IllegalArgumentException(
                    "spreads must be as many as values, " + value.length + ", are " + spread.length);
        }
    }

    /** How many candidates were scored. */
    public int size() {
        return value.length;
    }

    /** Whether every number is finite and no spread is negative. */
    public boolean isFinite() {
        for (int i = 0; i < value.length; i++) {
            if (!Double.isFinite(value[i]) || !(spread[i] >= 0 && spread[i] < Double.POSITIVE_INFINITY)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scores that && Arrays.equals(value, that.value) && Arrays.equals(spread, that.spread);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(value) + Arrays.hashCode(spread);
    }

    @Override
    public String toString() {
        return "Scores[value=" + Arrays.toString(value) + ", spread=" + Arrays.toString(spread) + "]";
    }
}

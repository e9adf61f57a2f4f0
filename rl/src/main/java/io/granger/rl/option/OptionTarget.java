package io.granger.rl.option;

import java.util.Arrays;

/**
 * What the value of an option in a state should be.
 *
 * @param state raw features; not copied, do not change them
 * @param option whose value is meant
 * @param target finite
 * @param weight share of the step size it is learnt with, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of these make one batch
public record OptionTarget(float[] state, int option, double target, double weight) {

    /** Refuses what is out of range. */
    public OptionTarget {
        if (!Double.isFinite(target)) {
            throw new IllegalArgumentException("target must be finite, is " + target);
        }
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be in [0, 1], is " + weight);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionTarget that
                && Arrays.equals(state, that.state)
                && option == that.option
                && Double.compare(target, that.target) == 0
                && Double.compare(weight, that.weight) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(state) + option) + Double.hashCode(target);
    }

    @Override
    public String toString() {
        return "OptionTarget[state=" + Arrays.toString(state) + ", option=" + option + ", target=" + target
                + ", weight=" + weight + "]";
    }
}

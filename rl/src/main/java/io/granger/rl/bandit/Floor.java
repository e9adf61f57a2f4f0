package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * What every arm is played at least.
 *
 * @param eps share spread evenly over the arms, in [0, 1]
 */
record Floor(double eps) {

    Floor {
        if (!(eps >= 0 && eps <= 1)) {
            throw new IllegalArgumentException("floor must be in [0, 1], is " + eps);
        }
    }

    /** Turns a base that sums to 1 into {@code (1 - eps) base + eps / n}, in place. */
    void mixInto(double[] base) {
        for (int i = 0; i < base.length; i++) {
            base[i] = (1 - eps) * base[i] + eps / base.length;
        }
    }

    /** Adds {@code weight} to the highest of the values, shared evenly by those that tie. */
    static void addToHighest(double[] values, double weight, double[] into) {
        double best = Double.NEGATIVE_INFINITY;
        int ties = 0;
        for (double value : values) {
            if (value >= best) {
                ties = value > best ? 1 : ties + 1;
                best = value;
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == best) {
                into[i] += weight / ties;
            }
        }
    }

    /** All on the highest of the values, shared evenly by those that tie. */
    static void onHighest(double[] values, double[] into) {
        Arrays.fill(into, 0);
        addToHighest(values, 1, into);
    }
}

package io.granger.rl;

import java.util.Arrays;

/**
 * Probabilities over the actions {@code 0 .. n-1} of one choice.
 *
 * <p>Immutable; safe from any thread.
 */
public final class ActionDistribution {

    /** How far the sum of given probabilities may be off 1. */
    public static final double SUM_TOLERANCE = 1e-9;

    private final double[] probabilities;

    private ActionDistribution(double[] probabilities) {
        this.probabilities = probabilities;
    }

    /**
     * The distribution with these probabilities, taken as they are (never rescaled).
     *
     * @param probabilities at least one, none negative, sum 1 within {@link #SUM_TOLERANCE}
     */
    public static ActionDistribution of(double[] probabilities) {
        double[] copy = probabilities.clone();
        requireActions(copy.length);
        double sum = 0;
        for (int i = 0; i < copy.length; i++) {
            if (!(copy[i] >= 0)) {
                throw new IllegalArgumentException("probability " + i + " must be at least 0, is " + copy[i]);
            }
            sum += copy[i];
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "probabilities must sum to 1 within " + SUM_TOLERANCE + ", sum to " + sum);
        }
        return new ActionDistribution(copy);
    }

    /** Every one of {@code n} actions equally likely. */
    public static ActionDistribution uniform(int n) {
        requireActions(n);
        double[] p = new double[n];
        Arrays.fill(p, 1.0 / n);
        return new ActionDistribution(p);
    }

    /** Action {@code i} of {@code n} for sure. */
    public static ActionDistribution certain(int n, int i) {
        requireActions(n);
        if (i < 0 || i >= n) {
            throw new IllegalArgumentException("action must be in [0, " + n + "), is " + i);
        }
        double[] p = new double[n];
        p[i] = 1;
        return new ActionDistribution(p);
    }

    /** This distribution mixed with the uniform one: {@code (1 - eps) p + eps / n}. */
    public ActionDistribution withFloor(double eps) {
        if (!(eps >= 0 && eps <= 1)) {
            throw new IllegalArgumentException("floor must be in [0, 1], is " + eps);
        }
        int n = probabilities.length;
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            p[i] = (1 - eps) * probabilities[i] + eps / n;
        }
        return new ActionDistribution(p);
    }

    /**
     * The action a uniform draw falls on (inverse cumulative distribution, actions in order). An action of probability 0 is
     * never picked, whatever rounding does to the sum.
     *
     * @param u in [0, 1)
     */
    public int pick(double u) {
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException("draw must be in [0, 1), is " + u);
        }
        double cumulated = 0;
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                cumulated += probabilities[i];
                last = i;
                if (u < cumulated) {
                    return i;
                }
            }
        }
        return last;
    }

    /** Probability of action {@code i}. */
    public double probability(int i) {
        return probabilities[i];
    }

    /** How many actions there are. */
    public int size() {
        return probabilities.length;
    }

    /** The probabilities, copied. */
    public double[] toArray() {
        return probabilities.clone();
    }

    /** Shannon entropy in nats: 0 for a certain action, {@code ln n} for the uniform distribution. */
    public double entropy() {
        double entropy = 0;
        for (double p : probabilities) {
            if (p > 0) {
                entropy -= p * StrictMath.log(p);
            }
        }
        return entropy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionDistribution that && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return Arrays.toString(probabilities);
    }

    private static void requireActions(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("number of actions must be at least 1, is " + n);
        }
    }
}

package io.granger.rl.ope;

/**
 * Bounds of a policy's value by betting against each value that it might have, row after row in the order of the log.
 *
 * <p>Whoever bets against the true value {@code v} plays a fair game, so that his wealth ever reaches {@code 1 / delta} with
 * probability {@code delta} at most (Ville 1939). A value against which the wealth got there is ruled out. The bets are an even
 * mixture of constant fractions {@code 2^-1 .. 2^-15} of the largest bet that cannot ruin; nothing is tuned. Because each row needs
 * to be fair only given the rows before it, logging may be adaptive. Waudby-Smith and Ramdas (2023), "Estimating means of bounded
 * random variables by betting"; Karampatziakis, Mineiro and Ramdas (2021), "Off-policy confidence sequences". Pure.
 */
public final class BettingInterval {

    private static final int FRACTIONS = 15;
    private static final int BISECTIONS = 40;
    /** The largest weight is taken for twice what was seen: the log's own maximum is no bound of what may come. */
    private static final double SLACK = 2;

    private BettingInterval() {}

    /**
     * Lower bound of {@code E(w r)}: stakes on {@code w r / m - 1}, which is at least -1 however large the weights are, so that no
     * bound of the weights is needed.
     *
     * @param weights at least 0
     * @param rewards in [0, 1]
     * @param delta error probability, in (0, 1)
     */
    public static double lower(double[] weights, double[] rewards, double delta) {
        require(weights, rewards, delta);
        return highestRuledOut(m -> everReaches(weights, rewards, delta, (w, r) -> w * r / m - 1));
    }

    /**
     * Interval of the value that belongs to {@link SelfNormalized}: stakes on {@code w (r - m)}, whose mean is 0 at the true value
     * whatever the mean weight of the log is by chance. It takes the weights to be at most twice the largest there was.
     *
     * @param weights at least 0
     * @param rewards in [0, 1]
     * @param delta error probability of both sides together, in (0, 1)
     */
    public static Interval selfNormalized(double[] weights, double[] rewards, double delta) {
        require(weights, rewards, delta);
        double bound = 0;
        for (double weight : weights) {
            bound = Math.max(bound, SLACK * weight);
        }
        if (bound == 0) {
            return new Interval(0, 1);
        }
        double largest = bound;
        double low =
                highestRuledOut(m -> everReaches(weights, rewards, delta / 2, (w, r) -> w / largest * (r / m - 1)));
        double high = 1
                - highestRuledOut(m ->
                        everReaches(weights, rewards, delta / 2, (w, r) -> w / largest * ((1 - r) / m - 1)));
        // Two sides that exclude each other say that the weights are wrong; then nothing is known.
        return low <= high ? new Interval(low, high) : new Interval(0, 1);
    }

    /** What a row pays per unit staked against the value that is tested, at least -1. */
    private interface Stake {
        double of(double weight, double reward);
    }

    private interface Test {
        boolean rulesOut(double value);
    }

    /** A lower value is always easier to rule out, so the border is found by halving. */
    private static double highestRuledOut(Test test) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (test.rulesOut(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean everReaches(double[] weights, double[] rewards, double delta, Stake stake) {
        double[] wealth = new double[FRACTIONS];
        java.util.Arrays.fill(wealth, 1.0 / FRACTIONS);
        for (int i = 0; i < weights.length; i++) {
            double pay = stake.of(weights[i], rewards[i]);
            double sum = 0;
            double fraction = 1;
            for (int j = 0; j < FRACTIONS; j++) {
                fraction /= 2;
                wealth[j] *= 1 + fraction * pay;
                sum += wealth[j];
            }
            if (sum >= 1 / delta) {
                return true;
            }
        }
        return false;
    }

    private static void require(double[] weights, double[] rewards, double delta) {
        if (weights.length != rewards.length) {
            throw new IllegalArgumentException(
                    "rewards must be " + weights.length + " as the weights are, are " + rewards.length);
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight " + i + " must be at least 0 and finite, is " + weights[i]);
            }
            if (!(rewards[i] >= 0 && rewards[i] <= 1)) {
                throw new IllegalArgumentException("reward " + i + " must be in [0, 1], is " + rewards[i]);
            }
        }
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be in (0, 1), is " + delta);
        }
    }
}

package io.granger.rl.ope;

/**
 * Bounds of the mean of values from a known range by betting against each mean that it might have, value after value in the order of
 * the log.
 *
 * <p>As {@link BettingInterval}, for values that may be negative, such as the difference of two policies' worth on one logged choice: a
 * bettor who stakes {@code fraction * (z - m) / (reach + m)} on each value plays a fair game where {@code m} is the mean and can never be
 * ruined, so that his wealth ever reaches {@code 1 / delta} with probability {@code delta} at most. Stakes never depend on the value's
 * own situation, only on the reach of all. Waudby-Smith and Ramdas (2023), "Estimating means of bounded random variables by betting". Pure.
 */
public final class BettingDifference {
    private static final int FRACTIONS = 15;
    private static final int BISECTIONS = 40;

    private BettingDifference() {}

    /**
     * A lower and an upper bound of the mean, each wrong with probability {@code delta} at most.
     *
     * @param values in [-reach, reach]
     * @param reach the largest size that a value may have, not only has; 0 when all are 0
     * @param delta error probability of each side, in (0, 1)
     */
    public static Interval of(double[] values, double reach, double delta) {
        require(values, reach, delta);
        if (reach == 0) {
            return new Interval(0, 0);
        }
        double low = lower(values, reach, delta, 1);
        double high = -lower(values, reach, delta, -1);
        // two sides that exclude each other say that the reach is wrong; then nothing is known
        return low <= high ? new Interval(low, high) : new Interval(-reach, reach);
    }

    private static double lower(double[] values, double reach, double delta, int sign) {
        double low = -reach;
        double high = reach;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (isRuledOut(values, reach, delta, sign, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether a mean of {@code m} or less is not to be believed. */
    private static boolean isRuledOut(double[] values, double reach, double delta, int sign, double m) {
        double scale = reach + m;
        double[] wealth = new double[FRACTIONS];
        java.util.Arrays.fill(wealth, 1.0 / FRACTIONS);
        for (double value : values) {
            double pay = (sign * value - m) / scale;
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

    private static void require(double[] values, double reach, double delta) {
        if (!(reach >= 0 && reach < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("reach must be at least 0 and finite, is " + reach);
        }
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= reach)) {
                throw new IllegalArgumentException(
                        "value " + i + " must be in [-" + reach + ", " + reach + "], is " + values[i]);
            }
        }
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be in (0, 1), is " + delta);
        }
    }
}

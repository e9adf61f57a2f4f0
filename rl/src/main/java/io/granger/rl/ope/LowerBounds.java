package io.granger.rl.ope;

/**
 * One-sided lower bounds of a mean from {@code n} values, at error probability {@code delta}, each for one look at the end.
 *
 * <p>Hoeffding's and Bernstein's take the largest value there was for the range, as is usual for importance-weighted rewards. The
 * true range is larger, so these are for comparison: they are not valid bounds, and neither is Student's t where the values are far
 * from normal. A decision is taken by {@link BettingInterval}. Pure.
 */
public final class LowerBounds {

    private LowerBounds() {}

    /** {@code mean(x) - range sqrt(ln(1/delta) / (2 n))}. Hoeffding (1963). */
    public static double hoeffding(double[] x, double range, double delta) {
        require(x, 1, delta);
        return mean(x) - range * Math.sqrt(StrictMath.log(1 / delta) / (2 * x.length));
    }

    /**
     * {@code mean(x) - 7 range ln(2/delta) / (3 (n - 1)) - sqrt(2 ln(2/delta) var(x) / (n - 1))}, {@code var} the mean squared
     * deviation. Maurer and Pontil (2009), "Empirical Bernstein bounds and sample-variance penalization".
     */
    public static double bernstein(double[] x, double range, double delta) {
        require(x, 2, delta);
        double log = StrictMath.log(2 / delta);
        int degrees = x.length - 1;
        return mean(x) - 7 * range * log / (3 * degrees) - Math.sqrt(2 * log * squares(x) / x.length / degrees);
    }

    /** {@code mean(x) - t(1 - delta, n - 1) s / sqrt(n)}. Student (1908), "The probable error of a mean". */
    public static double studentT(double[] x, double delta) {
        require(x, 2, delta);
        int degrees = x.length - 1;
        return mean(x) - StudentT.quantile(1 - delta, degrees) * Math.sqrt(squares(x) / degrees / x.length);
    }

    private static void require(double[] x, int atLeast, double delta) {
        if (x.length < atLeast) {
            throw new IllegalArgumentException("values must be at least " + atLeast + ", are " + x.length);
        }
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be in (0, 1), is " + delta);
        }
    }

    static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static double squares(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double value : x) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}

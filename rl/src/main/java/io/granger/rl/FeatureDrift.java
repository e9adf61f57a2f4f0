package io.granger.rl;

/**
 * How far recent features are from those that something was learnt from: the largest standardised mean difference of any coordinate,
 * {@code |m - m0| / sqrt((s^2 + s0^2) / 2)}.
 *
 * <p>Cohen (1988), "Statistical Power Analysis for the Behavioral Sciences", section 2: .2 is small, .5 medium, .8 large. With both
 * spreads under the root a coordinate that never varied before counts as soon as it varies, and one that never varies at all and has
 * moved counts {@value #MOST}, as does anything larger. Not thread-safe.
 */
public final class FeatureDrift {

    /** The largest difference that is told. */
    public static final double MOST = 10;

    /*
     * Recent moments forget exponentially: with weight a of the newest, d its distance from the mean, mean += a d and
     * variance = (1 - a)(variance + a d^2) (West 1979, "Updating mean and variance estimates"). With a = 1/n for the n-th
     * of the first ones both are those of all of them.
     */

    private final int window;
    private final double[] mean;
    private final double[] variance;
    private long count;

    /**
     * Of features of which nothing was seen lately.
     *
     * @param window how many rows count as recent; a row weighs 1/e after so many later ones
     */
    public FeatureDrift(int dimension, int window) {
        if (dimension < 0) {
            throw new IllegalArgumentException("dimension must be at least 0, is " + dimension);
        }
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1, is " + window);
        }
        this.window = window;
        mean = new double[dimension];
        variance = new double[dimension];
    }

    /** How many coordinates there are. */
    public int dimension() {
        return mean.length;
    }

    /** How many rows it has seen. */
    public long count() {
        return count;
    }

    /** Takes in one row: the first {@code width} coordinates of {@code first}, then {@code more}. */
    public void observe(float[] first, int width, float[] more) {
        if (width + more.length != mean.length) {
            throw new IllegalArgumentException("features must be " + mean.length + ", are " + (width + more.length));
        }
        count++;
        double a = 1.0 / Math.min(count, window);
        for (int i = 0; i < width; i++) {
            take(i, first[i], a);
        }
        for (int i = 0; i < more.length; i++) {
            take(width + i, more[i], a);
        }
    }

    private void take(int i, double x, double a) {
        double d = x - mean[i];
        mean[i] += a * d;
        variance[i] = (1 - a) * (variance[i] + a * d * d);
    }

    /** The largest difference of any coordinate, in [0, {@value #MOST}]; 0 while either side has seen nothing. */
    public double from(Moments reference) {
        if (reference.dimension() != mean.length) {
            throw new IllegalArgumentException(
                    "features must be " + mean.length + " on both sides, are " + reference.dimension());
        }
        if (count == 0 || reference.count() == 0) {
            return 0;
        }
        double most = 0;
        for (int i = 0; i < mean.length; i++) {
            double sd = reference.sd(i);
            most = Math.max(most, difference(mean[i] - reference.mean(i), variance[i], sd * sd));
        }
        return most;
    }

    private static double difference(double apart, double variance, double referenceVariance) {
        double by = Math.abs(apart);
        // what float arithmetic alone may move a constant by is no drift
        if (by <= 1e-9) {
            return 0;
        }
        return Math.min(MOST, by / StrictMath.sqrt((variance + referenceVariance) / 2));
    }
}

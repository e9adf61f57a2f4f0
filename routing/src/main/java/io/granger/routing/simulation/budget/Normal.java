package io.granger.routing.simulation.budget;

/** The standard normal distribution. */
final class Normal {
    private static final double[] COEFFICIENTS = {0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429};
    private static final double DENSITY_AT_ZERO = 0.3989422804014327;

    private Normal() {}

    /** The chance of a value above {@code z}, to 1e-7; Abramowitz and Stegun (1964), 26.2.17. */
    static double upperTail(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double series = 0;
        for (int i = COEFFICIENTS.length - 1; i >= 0; i--) {
            series = (series + COEFFICIENTS[i]) * t;
        }
        double tail = DENSITY_AT_ZERO * StrictMath.exp(-z * z / 2) * series;
        return z >= 0 ? tail : 1 - tail;
    }
}

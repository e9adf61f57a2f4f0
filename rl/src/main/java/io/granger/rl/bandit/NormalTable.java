package io.granger.rl.bandit;

/**
 * Density and cumulative distribution of the standard normal from a table.
 *
 * <p>Absolute error below 1e-9 on [-{@value #REACH}, {@value #REACH}]; beyond, the distribution counts as 0 or 1. The table is made
 * with StrictMath, so every machine reads the same numbers.
 */
final class NormalTable {

    /*
     * Knots every 1/64, cubic Hermite between them: the derivative of the distribution is the density and that of the
     * density is -z times it, so both tables bring their own slopes.
     */

    /** Where the table ends. */
    static final double REACH = 6;

    private static final int PER_UNIT = 64;
    private static final int KNOTS = (int) (2 * REACH * PER_UNIT) + 1;
    private static final double STEP = 1.0 / PER_UNIT;
    private static final double[] DENSITY = new double[KNOTS];
    private static final double[] CUMULATIVE = new double[KNOTS];

    static {
        for (int i = 0; i < KNOTS; i++) {
            double z = -REACH + i * STEP;
            DENSITY[i] = StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * StrictMath.PI);
            CUMULATIVE[i] = z < 0 ? 0.5 - half(-z) : 0.5 + half(z);
        }
    }

    private NormalTable() {}

    /** P(Z <= z). */
    static double cumulative(double z) {
        if (z >= REACH) {
            return 1;
        }
        if (!(z > -REACH)) {
            return 0;
        }
        double at = (z + REACH) * PER_UNIT;
        int i = (int) at;
        double t = at - i;
        return hermite(CUMULATIVE[i], DENSITY[i] * STEP, CUMULATIVE[i + 1], DENSITY[i + 1] * STEP, t);
    }

    /** The density at {@code z}. */
    static double density(double z) {
        if (!(Math.abs(z) < REACH)) {
            return 0;
        }
        double at = (z + REACH) * PER_UNIT;
        int i = (int) at;
        double t = at - i;
        double left = -(-REACH + i * STEP) * DENSITY[i] * STEP;
        double right = -(-REACH + (i + 1) * STEP) * DENSITY[i + 1] * STEP;
        return hermite(DENSITY[i], left, DENSITY[i + 1], right, t);
    }

    private static double hermite(double from, double fromSlope, double to, double toSlope, double t) {
        double rise = to - from;
        double second = 3 * rise - 2 * fromSlope - toSlope;
        double third = fromSlope + toSlope - 2 * rise;
        return from + t * (fromSlope + t * (second + t * third));
    }

    /** P(0 < Z < z) by density times sum over k of z^(2k+1) / (1 * 3 * .. * (2k+1)): every term positive, none cancels. */
    private static double half(double z) {
        double term = z;
        double sum = z;
        for (int k = 1; term > sum * 1e-18; k++) {
            term *= z * z / (2 * k + 1);
            sum += term;
        }
        return sum * StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    }
}

package io.granger.rl.ope;

/**
 * Student's t distribution.
 *
 * <p>The distribution function is {@code 1 - I_x(nu/2, 1/2) / 2} with {@code x = nu / (nu + t^2)}; the regularised incomplete beta
 * function {@code I} by its continued fraction (Abramowitz and Stegun 26.5.8) evaluated as Lentz (1976) does. Accurate to about
 * 1e-10. Pure.
 */
public final class StudentT {

    private static final double TINY = 1e-300;
    private static final double EPSILON = 1e-15;
    private static final int MAX_TERMS = 100_000;
    private static final int BISECTIONS = 200;

    private StudentT() {}

    /**
     * {@code P(T <= t)}.
     *
     * @param degrees of freedom, above 0
     */
    public static double cumulative(double t, double degrees) {
        requireDegrees(degrees);
        double square = t * t;
        double both = incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, .5);
        return t >= 0 ? 1 - both / 2 : both / 2;
    }

    /**
     * The {@code t} with {@code P(T <= t) = probability}.
     *
     * @param probability in (0, 1)
     * @param degrees of freedom, above 0
     */
    public static double quantile(double probability, double degrees) {
        requireDegrees(degrees);
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("probability must be in (0, 1), is " + probability);
        }
        if (probability < .5) {
            return -quantile(1 - probability, degrees);
        }
        double low = 0;
        double high = 1;
        while (cumulative(high, degrees) < probability && high < 1e300) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < BISECTIONS && high - low > Math.ulp(high); i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle, degrees) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** {@code I_x(a, b)}, with {@code y = 1 - x} given so that neither loses digits. */
    private static double incompleteBeta(double x, double y, double a, double b) {
        if (x <= 0 || y <= 0) {
            return x <= 0 ? 0 : 1;
        }
        double front = StrictMath.exp(
                a * StrictMath.log(x) + b * StrictMath.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b));
        return x < (a + 1) / (a + b + 2) ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(y, b, a) / b;
    }

    private static double betaFraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / apart(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m <= MAX_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / apart(1 + even * d);
            c = apart(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / apart(1 + odd * d);
            c = apart(1 + odd / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < EPSILON) {
                return h;
            }
        }
        return h;
    }

    private static double apart(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** {@code log Gamma(z)} by Stirling's series from 10 on, which the recurrence reaches. */
    static double logGamma(double z) {
        double shift = 0;
        double x = z;
        while (x < 10) {
            shift -= StrictMath.log(x);
            x++;
        }
        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = inverse
                * (1 / 12. - square * (1 / 360. - square * (1 / 1260. - square * (1 / 1680. - square / 1188.))));
        return shift + (x - .5) * StrictMath.log(x) - x + .5 * StrictMath.log(2 * Math.PI) + series;
    }

    private static void requireDegrees(double degrees) {
        if (!(degrees > 0)) {
            throw new IllegalArgumentException("degrees must be above 0, are " + degrees);
        }
    }
}

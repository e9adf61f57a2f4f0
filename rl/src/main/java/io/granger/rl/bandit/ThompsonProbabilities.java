package io.granger.rl.bandit;

/**
 * Probability of each arm to be the best when their values are independent Gaussians: what Thompson sampling would play, as numbers
 * instead of draws.
 *
 * <p>Thompson (1933), "On the likelihood that one unknown probability exceeds another". By quadrature; within 1e-6 of the exact value,
 * sum 1 within 1e-12, arms with equal mean and spread exactly equal, the same bits on every machine. Pure; safe from any thread.
 */
public final class ThompsonProbabilities {

    /*
     * P(i best) = integral of f_i(t) * product over j != i of F_j(t) dt = integral of (f_i / F_i)(t) * product of all F_j(t) dt,
     * which costs one product a node for all arms together. Only t above max(mean - WIDTH * spread) matters: below, some
     * arm is already almost surely higher. From there, five Gauss-Legendre nodes on each segment of two spreads of the
     * narrowest arm that still moves there; a segment ends where an arm begins to move, so a narrow arm is never
     * stepped over. An arm without spread is a point: the integral begins at the highest point, and the points there
     * share the probability that all others stay below.
     */

    private static final double WIDTH = 5.6;
    private static final double SEGMENT = 2;
    private static final double[] NODES = {
        0.046910077030668004, 0.230765344947158454, 0.5, 0.769234655052841546, 0.953089922969331996
    };
    private static final double[] WEIGHTS = {
        0.118463442528094544, 0.239314335249683234, 0.284444444444444444, 0.239314335249683234, 0.118463442528094544
    };

    private ThompsonProbabilities() {}

    /**
     * P(arm is best) of every arm.
     *
     * @param mean of each arm, at least one, finite
     * @param spread standard deviation of each arm, finite, 0 or more
     */
    public static double[] of(double[] mean, double[] spread) {
        int n = mean.length;
        require(mean, spread);
        if (n == 1) {
            return new double[] {1};
        }
        double top = Double.NEGATIVE_INFINITY;
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double point = Double.NEGATIVE_INFINITY;
        for (double m : mean) {
            top = Math.max(top, m);
        }
        double[] centre = new double[n];
        for (int i = 0; i < n; i++) {
            // counted from the highest mean, so that a large common level costs no digits
            centre[i] = mean[i] - top;
            low = Math.max(low, centre[i] - WIDTH * spread[i]);
            high = Math.max(high, centre[i] + WIDTH * spread[i]);
            if (spread[i] == 0) {
                point = Math.max(point, centre[i]);
            }
        }
        double[] best = new double[n];
        sharePoint(point, centre, spread, best);
        integrate(low, high, centre, spread, best);
        return normalised(best);
    }

    private static void sharePoint(double point, double[] mean, double[] spread, double[] best) {
        if (point == Double.NEGATIVE_INFINITY) {
            return;
        }
        double below = 1;
        int sharing = 0;
        for (int i = 0; i < mean.length; i++) {
            if (spread[i] > 0) {
                below *= NormalTable.cumulative((point - mean[i]) / spread[i]);
            } else if (mean[i] == point) {
                sharing++;
            }
        }
        for (int i = 0; i < mean.length; i++) {
            if (spread[i] == 0 && mean[i] == point) {
                best[i] = below / sharing;
            }
        }
    }

    private static void integrate(double low, double high, double[] mean, double[] spread, double[] best) {
        int[] moving = new int[mean.length];
        double[] ratio = new double[mean.length];
        double from = low;
        while (from < high) {
            double to = high;
            int count = 0;
            for (int i = 0; i < mean.length; i++) {
                double begin = mean[i] - WIDTH * spread[i];
                if (begin > from) {
                    to = Math.min(to, begin);
                } else if (mean[i] + WIDTH * spread[i] > from) {
                    moving[count++] = i;
                    to = Math.min(to, from + SEGMENT * spread[i]);
                }
            }
            if (!(to > from)) {
                // a spread so small beside the others that it cannot be told from none
                to = Math.nextUp(from);
            }
            segment(from, to, mean, spread, moving, count, ratio, best);
            from = to;
        }
    }

    private static void segment(
            double from,
            double to,
            double[] mean,
            double[] spread,
            int[] moving,
            int count,
            double[] ratio,
            double[] best) {
        for (int node = 0; node < NODES.length; node++) {
            double t = from + NODES[node] * (to - from);
            double product = WEIGHTS[node] * (to - from);
            for (int k = 0; k < count; k++) {
                int i = moving[k];
                double z = (t - mean[i]) / spread[i];
                double cumulative = NormalTable.cumulative(z);
                product *= cumulative;
                ratio[k] = cumulative > 0 ? NormalTable.density(z) / (spread[i] * cumulative) : 0;
            }
            for (int k = 0; k < count; k++) {
                best[moving[k]] += ratio[k] * product;
            }
        }
    }

    private static double[] normalised(double[] best) {
        double sum = 0;
        for (double p : best) {
            sum += p;
        }
        for (int i = 0; i < best.length; i++) {
            best[i] /= sum;
        }
        return best;
    }

    private static void require(double[] mean, double[] spread) {
        if (mean.length == 0 || mean.length != spread.length) {
            throw new IllegalArgumentException(
                    "means and spreads must be as many and at least 1, are " + mean.length + " and " + spread.length);
        }
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isFinite(mean[i]) || !(spread[i] >= 0 && spread[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("mean and spread of arm " + i
                        + " must be finite and the spread at least" + " 0, are " + mean[i] + " and " + spread[i]);
            }
        }
    }
}

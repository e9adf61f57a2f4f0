package io.granger.rl.learn;

/**
 * Learning targets for the values of options.
 *
 * <p>Sutton, Precup and Singh (1999), "Between MDPs and semi-MDPs". Pure; safe from any thread.
 */
public final class SmdpTargets {

    private SmdpTargets() {}

    /**
     * Target of SMDP Q-learning for an option that ran for {@code k} steps: {@code R + gamma^k * max over startable options of
     * qT}, and {@code R} alone when the episode terminated. With {@code gamma} 1 the length {@code k} has no part in it.
     *
     * @param rewardSum {@code R}, rewards inside the option, each discounted from its start
     * @param gamma discount per step, in [0, 1]
     * @param k duration in steps, at least 1
     * @param terminated whether the episode ended with the option
     * @param qT values of the options that may start where it ended; at least one unless terminated
     */
    public static double qLearning(double rewardSum, double gamma, int k, boolean terminated, double[] qT) {
        requireFinite("reward", rewardSum);
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be in [0, 1], is " + gamma);
        }
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, is " + k);
        }
        if (terminated) {
            return rewardSum;
        }
        return rewardSum + StrictMath.pow(gamma, k) * max(qT);
    }

    private static double max(double[] qT) {
        if (qT.length == 0) {
            throw new IllegalArgumentException("startable options must be at least 1, are 0");
        }
        double best = Double.NEGATIVE_INFINITY;
        for (double q : qT) {
            requireFinite("value", q);
            best = Math.max(best, q);
        }
        return best;
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, is " + value);
        }
    }
}

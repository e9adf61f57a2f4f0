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
        Require.finite("reward", rewardSum);
        Require.share("gamma", gamma);
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, is " + k);
        }
        if (terminated) {
            return rewardSum;
        }
        return rewardSum + StrictMath.pow(gamma, k) * Require.max(qT);
    }

    /**
     * Value of an option by its model: {@code rewardModel + sum over states x of stateModel(x) * max qT(x)}.
     *
     * @param rewardModel discounted reward until it ends
     * @param stateModel probability that it ends in each state, discounted by the time until it does
     * @param maxT value of the best option that may start in each state
     */
    public static double byModel(double rewardModel, double[] stateModel, double[] maxT) {
        double value = Require.finite("reward model", rewardModel);
        for (int x = 0; x < stateModel.length; x++) {
            if (stateModel[x] != 0) {
                value += stateModel[x] * maxT[x];
            }
        }
        return value;
    }
}

package io.granger.rl.learn;

/**
 * Learning targets of intra-option methods: one primitive step teaches every option that could have taken it.
 *
 * <p>Sutton, Precup and Singh (1998), "Intra-option learning about temporally abstract actions". Pure; safe from any thread.
 */
public final class IntraOption {

    private IntraOption() {}

    /**
     * Target of intra-option Q-learning: {@code r + gamma ((1 - beta) q(s', o) + beta max q(s', .))}, and {@code r} alone when the
     * episode terminated.
     *
     * @param rT reward of the step
     * @param betaT probability that the option ends in the state the step led to
     * @param qOptionT value there of going on with the option
     * @param qT values there of the options that may start; at least one unless terminated or {@code betaT} is 0
     */
    public static double qLearning(
            double rT, double gamma, boolean terminated, double betaT, double qOptionT, double[] qT) {
        Require.finite("reward", rT);
        Require.share("gamma", gamma);
        Require.share("beta", betaT);
        if (terminated) {
            return rT;
        }
        double ended = betaT == 0 ? 0 : betaT * Require.max(qT);
        double goingOn = betaT == 1 ? 0 : (1 - betaT) * Require.finite("value", qOptionT);
        return rT + gamma * (goingOn + ended);
    }

    /**
     * Target of an option's reward model, the discounted reward until it ends: {@code r + gamma (1 - beta) rewardModel(s')}.
     *
     * @param rewardModelT the model in the state the step led to
     */
    public static double rewardModel(double rT, double gamma, boolean terminated, double betaT, double rewardModelT) {
        Require.finite("reward", rT);
        Require.share("gamma", gamma);
        Require.share("beta", betaT);
        return terminated ? rT : rT + gamma * (1 - betaT) * Require.finite("reward model", rewardModelT);
    }

    /**
     * Target of an option's state model, for each state the probability that the option ends there, discounted by the time until it
     * does: {@code gamma ((1 - beta) stateModel(s', x) + beta [s' = x])}, 0 everywhere when the episode terminated.
     *
     * @param stateModelT the model in the state the step led to, by state {@code x}
     * @param sT that state
     * @param target out: as long as {@code stateModelT}
     */
    public static void stateModel(
            double gamma, boolean terminated, double betaT, double[] stateModelT, int sT, double[] target) {
        Require.share("gamma", gamma);
        Require.share("beta", betaT);
        for (int x = 0; x < target.length; x++) {
            target[x] = terminated ? 0 : gamma * ((1 - betaT) * stateModelT[x] + (x == sT ? betaT : 0));
        }
    }

    /**
     * How much a step teaches an option: the probability its policy gives the action over that of the behaviour policy, scaled so
     * that the largest such ratio is 1. With a deterministic option it is 1 for its action and 0 for every other.
     *
     * @param pi the option's policy in the state the action was taken in
     * @param behaviour probabilities the action was drawn from, above 0 for it
     */
    public static double weight(double[] pi, double[] behaviour, int action) {
        if (!(behaviour[action] > 0)) {
            throw new IllegalArgumentException(
                    "probability of the action taken must be above 0, is " + behaviour[action]);
        }
        double largest = 0;
        for (int a = 0; a < pi.length; a++) {
            if (behaviour[a] > 0) {
                largest = Math.max(largest, pi[a] / behaviour[a]);
            }
        }
        return largest == 0 ? 0 : pi[action] / behaviour[action] / largest;
    }
}

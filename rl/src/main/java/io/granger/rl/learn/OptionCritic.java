package io.granger.rl.learn;

/**
 * Gradients of the option-critic architecture, for intra-option policies that are a softmax of preferences and terminations that are
 * a sigmoid of one.
 *
 * <p>Bacon, Harb and Precup (2017), "The option-critic architecture"; the deliberation cost is of Harb, Bacon, Klissarov and Precup
 * (2018), "When waiting is not an option". Pure; safe from any thread.
 */
public final class OptionCritic {

    private OptionCritic() {}

    /**
     * What to add to the preference behind a termination, before the step size: {@code -beta (1 - beta) (q(s', o) - v(s') + cost)}.
     * It ends the option where another is worth more by at least the cost.
     *
     * @param betaT probability that the option ends in the state arrived in
     * @param qOptionT value there of going on with the option
     * @param vT value there of choosing afresh
     * @param deliberationCost of choosing afresh, at least 0
     */
    public static double terminationGradient(double betaT, double qOptionT, double vT, double deliberationCost) {
        Require.share("beta", betaT);
        if (!(deliberationCost >= 0)) {
            throw new IllegalArgumentException("deliberation cost must be at least 0, is " + deliberationCost);
        }
        return -betaT * (1 - betaT) * Require.finite("advantage", qOptionT - vT + deliberationCost);
    }

    /**
     * Adds the intra-option policy gradient of one step, {@code stepSize * advantage * ([a = action] - pi(a)) / temperature}, to the
     * preferences of the actions.
     *
     * @param pi probabilities of the actions in the state
     * @param advantage value of the action taken less that of the option
     */
    public static void policyGradient(
            double[] preferences, double[] pi, int action, double advantage, double temperature, double stepSize) {
        Require.finite("advantage", advantage);
        for (int a = 0; a < pi.length; a++) {
            preferences[a] += stepSize * advantage * ((a == action ? 1 : 0) - pi[a]) / temperature;
        }
    }

    /**
     * Target of the critic of options and actions: {@code r + gamma ((1 - beta) q(s', o) + beta (v(s') - cost))}, where {@code v} is
     * the value of choosing afresh, and {@code r} alone when the episode terminated.
     */
    public static double criticTarget(
            double rT,
            double gamma,
            boolean terminated,
            double betaT,
            double qOptionT,
            double vT,
            double deliberationCost) {
        Require.finite("reward", rT);
        Require.share("gamma", gamma);
        Require.share("beta", betaT);
        return terminated ? rT : rT + gamma * ((1 - betaT) * qOptionT + betaT * (vT - deliberationCost));
    }
}

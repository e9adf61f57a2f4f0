package io.granger.rl.learn;

/** Returns and advantages of a stretch of steps taken one after the other. Pure; safe from any thread. */
public final class Returns {

    private Returns() {}

    /**
     * The n-step return: {@code sum over i < n of gamma^i r_i + gamma^n vN}.
     *
     * <p>Sutton and Barto (2018), "Reinforcement learning: an introduction", equation 7.1.
     *
     * @param rT rewards of the n steps, in order
     * @param gamma discount per step, in [0, 1]
     * @param vN value of the state after the last step, 0 when the episode terminated there
     */
    public static double nStep(double[] rT, double gamma, double vN) {
        requireShare("gamma", gamma);
        double sum = vN;
        for (int i = rT.length - 1; i >= 0; i--) {
            sum = rT[i] + gamma * sum;
        }
        return sum;
    }

    /**
     * Generalized advantage estimates: {@code A_t = d_t + gamma lambda A_(t+1)} with {@code d_t = r_t + gamma v_(t+1) - v_t}.
     *
     * <p>Schulman et al. (2016), "High-dimensional continuous control using generalized advantage estimation". After a step that
     * terminated the episode there is no {@code v_(t+1)}; after one that was cut off there is, but no {@code A_(t+1)} either way.
     *
     * @param rT reward of each step
     * @param vTm1 value of the state before each step
     * @param vT value of the state after each step; not read where the episode terminated
     * @param terminated whether the episode ended by this step
     * @param truncated whether it was cut off after this step; the last step of the stretch counts as cut off
     * @param gamma discount per step, in [0, 1]
     * @param lambda in [0, 1]: 0 one step, 1 the whole stretch
     */
    public static double[] generalizedAdvantages(
            double[] rT,
            double[] vTm1,
            double[] vT,
            boolean[] terminated,
            boolean[] truncated,
            double gamma,
            double lambda) {
        requireShare("gamma", gamma);
        requireShare("lambda", lambda);
        int n = rT.length;
        if (vTm1.length != n || vT.length != n || terminated.length != n || truncated.length != n) {
            throw new IllegalArgumentException("arrays must be as long as the rewards, " + n + ", are " + vTm1.length
                    + ", " + vT.length + ", " + terminated.length + " and " + truncated.length);
        }
        double[] advantages = new double[n];
        double after = 0;
        for (int t = n - 1; t >= 0; t--) {
            double delta = rT[t] + (terminated[t] ? 0 : gamma * vT[t]) - vTm1[t];
            boolean goesOn = !terminated[t] && !truncated[t];
            after = delta + (goesOn ? gamma * lambda * after : 0);
            advantages[t] = after;
        }
        return advantages;
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], is " + value);
        }
    }
}

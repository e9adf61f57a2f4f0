package io.granger.rl.learn;

/**
 * Learning target of double Q-learning: one set of values says which option is best, the other what it is worth.
 *
 * <p>van Hasselt, Guez and Silver (2016), "Deep reinforcement learning with double Q-learning". Pure; safe from any thread.
 */
public final class DoubleQ {

    private DoubleQ() {}

    /**
     * {@code R + gamma^k * qTargetT[argmax qOnlineT]}; {@code R} alone when the episode terminated.
     *
     * @param rewardSum {@code R}, rewards inside the option, each discounted from its start
     * @param gamma discount per step, in [0, 1]
     * @param k duration in steps, at least 1
     * @param qOnlineT values of the startable options where it ended, from the values being learnt
     * @param qTargetT the same options' values from the frozen copy, as many
     */
    public static double target(
            double rewardSum, double gamma, int k, boolean terminated, double[] qOnlineT, double[] qTargetT) {
        if (terminated) {
            return SmdpTargets.qLearning(rewardSum, gamma, k, true, qTargetT);
        }
        if (qOnlineT.length == 0 || qOnlineT.length != qTargetT.length) {
            throw new IllegalArgumentException("values must be at least 1 and as many online as frozen, are "
                    + qOnlineT.length + " and " + qTargetT.length);
        }
        int best = 0;
        for (int i = 1; i < qOnlineT.length; i++) {
            if (qOnlineT[i] > qOnlineT[best]) {
                best = i;
            }
        }
        return SmdpTargets.qLearning(rewardSum, gamma, k, false, new double[] {qTargetT[best]});
    }
}

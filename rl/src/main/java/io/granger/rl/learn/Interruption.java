package io.granger.rl.learn;

/**
 * When an option that could go on should give way.
 *
 * <p>Sutton, Precup and Singh (1999), "Between MDPs and semi-MDPs", theorem 2: a policy that interrupts whenever the standing option
 * is worth less than the best is never worse. A margin keeps noise of learnt values from interrupting everything. Pure; safe from any
 * thread.
 */
public final class Interruption {

    private Interruption() {}

    /**
     * Whether {@code q(standing) < max q(startable) - margin}.
     *
     * @param qStanding value of going on with the standing option
     * @param qT values of the options that may start here
     * @param margin at least 0, in units of return
     */
    public static boolean isDue(double qStanding, double[] qT, double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("margin must be at least 0, is " + margin);
        }
        return Require.finite("value", qStanding) < Require.max(qT) - margin;
    }
}

package io.granger.rl.lab;

import java.util.Arrays;

/**
 * Values of a {@link FiniteMdp} by dynamic programming, the reference that learners are held against.
 *
 * <p>Sutton and Barto (2018), chapter 4. Values are indexed {@code [state][action]}, policies are probabilities indexed the same way.
 * Sweeps go on until no value moves by more than {@link #TOLERANCE}. Pure; safe from any thread.
 */
public final class ExactSolution {

    /** Sweeps stop when no value moved by more. */
    public static final double TOLERANCE = 1e-13;

    private static final int MOST_SWEEPS = 200_000;

    private ExactSolution() {}

    /**
     * Values of every action under the best policy, by value iteration.
     *
     * @param gamma discount per step in [0, 1]; with 1 every state must be able to end its episode at a finite return
     */
    public static double[][] optimal(FiniteMdp mdp, double gamma) {
        return swept(mdp, gamma, ExactSolution::max);
    }

    /** Values of every action when {@code policy} is followed after it. */
    public static double[][] evaluate(FiniteMdp mdp, double[][] policy, double gamma) {
        requirePolicy(mdp, policy);
        return swept(mdp, gamma, (q, s) -> dot(policy[s], q[s]));
    }

    /**
     * Values of every action when {@code policy} is followed after it and the episode is cut off {@code horizon} steps from here.
     *
     * @param horizon steps counted, at least 0
     */
    public static double[][] evaluate(FiniteMdp mdp, double[][] policy, double gamma, int horizon) {
        requirePolicy(mdp, policy);
        return backedUp(mdp, gamma, horizon, (q, s) -> dot(policy[s], q[s]));
    }

    /** Values of every action under the best policy when the episode is cut off {@code horizon} steps from here. */
    public static double[][] optimal(FiniteMdp mdp, double gamma, int horizon) {
        return backedUp(mdp, gamma, horizon, ExactSolution::max);
    }

    /** Expected value of the state an episode starts in when {@code policy} is followed. */
    public static double startValue(FiniteMdp mdp, double[][] q, double[][] policy) {
        requirePolicy(mdp, policy);
        double value = 0;
        for (int s = 0; s < mdp.states(); s++) {
            value += mdp.start(s) * dot(policy[s], q[s]);
        }
        return value;
    }

    /**
     * The policy that takes the best action but for a share {@code epsilon} spread over all of them; of equal values, within 1e-9, the
     * first action is the best.
     */
    public static double[][] epsilonGreedy(double[][] q, double epsilon) {
        if (!(epsilon >= 0 && epsilon <= 1)) {
            throw new IllegalArgumentException("epsilon must be in [0, 1], is " + epsilon);
        }
        double[][] policy = new double[q.length][];
        for (int s = 0; s < q.length; s++) {
            policy[s] = new double[q[s].length];
            Arrays.fill(policy[s], epsilon / q[s].length);
            policy[s][best(q[s])] += 1 - epsilon;
        }
        return policy;
    }

    /** The first action whose value is within 1e-9 of the highest. */
    public static int best(double[] values) {
        int best = 0;
        for (int a = 1; a < values.length; a++) {
            if (values[a] > values[best] + 1e-9) {
                best = a;
            }
        }
        return best;
    }

    /** Value of action {@code a} in state {@code s} one step before values {@code v} hold. */
    static double backup(FiniteMdp mdp, int s, int a, double gamma, double[] v) {
        double value = 0;
        for (Outcome o : mdp.outcomes(s, a)) {
            value += o.probability() * (o.reward() + (o.terminated() ? 0 : gamma * v[o.next()]));
        }
        return value;
    }

    @FunctionalInterface
    private interface StateValue {
        double of(double[][] q, int state);
    }

    private static double[][] swept(FiniteMdp mdp, double gamma, StateValue valueOf) {
        double[][] q = new double[mdp.states()][mdp.actions()];
        double[] v = new double[mdp.states()];
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double moved = 0;
            for (int s = 0; s < mdp.states(); s++) {
                double before = v[s];
                backUpState(mdp, s, gamma, v, q);
                v[s] = valueOf.of(q, s);
                moved = Math.max(moved, Math.abs(v[s] - before));
            }
            if (moved <= TOLERANCE) {
                for (int s = 0; s < mdp.states(); s++) {
                    backUpState(mdp, s, gamma, v, q);
                }
                return q;
            }
        }
        throw new IllegalArgumentException(
                "values must settle within " + MOST_SWEEPS + " sweeps, do not with gamma " + gamma);
    }

    private static double[][] backedUp(FiniteMdp mdp, double gamma, int horizon, StateValue valueOf) {
        if (horizon < 0) {
            throw new IllegalArgumentException("horizon must be at least 0, is " + horizon);
        }
        double[][] q = new double[mdp.states()][mdp.actions()];
        double[] v = new double[mdp.states()];
        for (int left = 0; left < horizon; left++) {
            for (int s = 0; s < mdp.states(); s++) {
                backUpState(mdp, s, gamma, v, q);
            }
            for (int s = 0; s < mdp.states(); s++) {
                v[s] = valueOf.of(q, s);
            }
        }
        return q;
    }

    private static void backUpState(FiniteMdp mdp, int s, double gamma, double[] v, double[][] q) {
        for (int a = 0; a < mdp.actions(); a++) {
            q[s][a] = backup(mdp, s, a, gamma, v);
        }
    }

    private static double max(double[][] q, int s) {
        double max = q[s][0];
        for (double value : q[s]) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static double dot(double[] p, double[] q) {
        double sum = 0;
        for (int a = 0; a < q.length; a++) {
            sum += p[a] * q[a];
        }
        return sum;
    }

    private static void requirePolicy(FiniteMdp mdp, double[][] policy) {
        if (policy.length != mdp.states() || policy[0].length != mdp.actions()) {
            throw new IllegalArgumentException("policy must have " + mdp.states() + " states and " + mdp.actions()
                    + " actions, has " + policy.length + " and " + policy[0].length);
        }
    }
}

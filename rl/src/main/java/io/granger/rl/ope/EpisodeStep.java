package io.granger.rl.ope;

import java.util.Optional;

/**
 * One step of a logged episode, seen by the target policy.
 *
 * <p>The array is copied in and never handed out. Immutable if {@code S} is.
 *
 * @param <S> what a state is
 */
public final class EpisodeStep<S> {

    private static final double SUM_TOLERANCE = 1e-6;

    private final S state;
    private final int action;
    private final double propensity;
    private final double[] target;
    private final double reward;
    private final int k;
    private final Optional<S> next;

    /**
     * @param action index of what was done
     * @param propensity probability with which it was done, in (0, 1]
     * @param target probability that the target policy gives each action in {@code state}; sums to 1
     * @param reward discounted sum over the step if it took several time steps; finite
     * @param k time steps it took, at least 1
     * @param next state it led to; empty when the episode ended by it. Of a step that was cut off it is the state seen last
     */
    public EpisodeStep(
            S state, int action, double propensity, double[] target, double reward, int k, Optional<S> next) {
        if (action < 0 || action >= target.length) {
            throw new IllegalArgumentException("action must be in [0, " + target.length + "), is " + action);
        }
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException("propensity must be in (0, 1], is " + propensity);
        }
        double sum = 0;
        for (double probability : target) {
            sum += probability >= 0 ? probability : Double.NaN;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("target probabilities must be at least 0 and sum to 1, sum to " + sum);
        }
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, is " + k);
        }
        this.state = state;
        this.action = action;
        this.propensity = propensity;
        this.target = target.clone();
        this.reward = reward;
        this.k = k;
        this.next = next;
    }

    /** Where it began. */
    public S state() {
        return state;
    }

    /** What was done. */
    public int action() {
        return action;
    }

    /** How many actions there were. */
    public int actions() {
        return target.length;
    }

    /** {@code r}, discounted within the step. */
    public double reward() {
        return reward;
    }

    /** {@code gamma^k}: by how much what follows is discounted. */
    public double discount(double gamma) {
        return StrictMath.pow(gamma, k);
    }

    /** Where it led; empty when the episode ended. */
    public Optional<S> next() {
        return next;
    }

    /** {@code rho = pi(a | s) / p}. */
    public double weight() {
        return target[action] / propensity;
    }

    /** {@code sum over actions of pi(a | s) q(s, a)} in the state where it began. */
    public double expected(ActionValues<S> q) {
        double sum = 0;
        for (int a = 0; a < target.length; a++) {
            if (target[a] > 0) {
                sum += target[a] * q.of(state, a);
            }
        }
        return sum;
    }
}

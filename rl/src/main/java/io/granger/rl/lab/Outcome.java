package io.granger.rl.lab;

/**
 * One way an action in a state may turn out.
 *
 * @param probability of this outcome, in (0, 1]
 * @param next state it leads to, also when it terminates
 * @param reward of the transition, finite
 * @param terminated whether the episode ends with it; the next state then has no value
 */
public record Outcome(double probability, int next, double reward, boolean terminated) {

    /** Refuses what is out of range. */
    public Outcome {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in (0, 1], is " + probability);
        }
        if (next < 0) {
            throw new IllegalArgumentException("next state must be at least 0, is " + next);
        }
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
    }
}

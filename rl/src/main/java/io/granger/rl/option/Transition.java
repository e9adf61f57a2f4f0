package io.granger.rl.option;

import java.util.Arrays;

/**
 * One primitive step of an episode.
 *
 * @param state raw features before; not copied, do not change them
 * @param action taken there
 * @param reward of the step, finite
 * @param next raw features after; not copied, do not change them
 * @param terminated whether the episode ended by itself: nothing is worth anything after
 * @param truncated whether the episode was cut off from outside: what comes after is unknown, not worthless
 */
@SuppressWarnings("ArrayRecordComponent") // one for every step
public record Transition(
        float[] state, int action, double reward, float[] next, boolean terminated, boolean truncated) {

    /** Refuses a reward that is not finite; what terminated was not cut off. */
    public Transition {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
        truncated = truncated && !terminated;
    }

    /** Whether it is the last of its episode. */
    public boolean isLast() {
        return terminated || truncated;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transition that
                && Arrays.equals(state, that.state)
                && action == that.action
                && Double.compare(reward, that.reward) == 0
                && Arrays.equals(next, that.next)
                && terminated == that.terminated
                && truncated == that.truncated;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(state) + action) + Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        return "Transition[" + Arrays.toString(state) + " -" + action + "-> " + Arrays.toString(next) + ", reward="
                + reward + (terminated ? ", terminated" : truncated ? ", truncated" : "") + "]";
    }
}

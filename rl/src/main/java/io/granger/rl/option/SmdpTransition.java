package io.granger.rl.option;

import java.util.Arrays;
import java.util.Optional;

/**
 * One option from start to end.
 *
 * <p>An episode that terminated has no next state: what is given is dropped. One that neither terminated nor has a next state was
 * cut off from outside, and teaches nothing.
 *
 * @param key under which the option was chosen
 * @param option that ran
 * @param state features where it started; not copied, do not change them
 * @param optionFeatures of the option when it started; not copied, do not change them
 * @param reward inside the option, each part discounted from its start
 * @param k duration in steps, at least 1
 * @param terminated whether the episode ended with it
 * @param next where it ended otherwise, if that is known
 */
@SuppressWarnings("ArrayRecordComponent") // one for every closed decision
public record SmdpTransition(
        String key,
        String option,
        float[] state,
        float[] optionFeatures,
        double reward,
        int k,
        boolean terminated,
        Optional<Next> next) {

    /** Refuses a duration below 1 and a reward that is not finite. */
    public SmdpTransition {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, is " + k);
        }
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
        next = terminated ? Optional.empty() : next;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SmdpTransition that
                && key.equals(that.key)
                && option.equals(that.option)
                && Arrays.equals(state, that.state)
                && Arrays.equals(optionFeatures, that.optionFeatures)
                && Double.compare(reward, that.reward) == 0
                && k == that.k
                && terminated == that.terminated
                && next.equals(that.next);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * key.hashCode() + option.hashCode()) + Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return "SmdpTransition[key=" + key + ", option=" + option + ", reward=" + reward + ", k=" + k + ", terminated="
                + terminated + ", next=" + next + "]";
    }
}

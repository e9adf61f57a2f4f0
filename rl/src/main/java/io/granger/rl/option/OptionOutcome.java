package io.granger.rl.option;

/**
 * What an option has brought so far.
 *
 * @param reward cumulative reward, each part discounted from the option's start
 * @param discount {@code gamma^k}, what a value at its end is worth at its start
 * @param k duration in steps, at least 0
 */
public record OptionOutcome(double reward, double discount, int k) {

    /** An option that has not taken a step. */
    public static final OptionOutcome NOTHING_YET = new OptionOutcome(0, 1, 0);

    /** Refuses what is out of range. */
    public OptionOutcome {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
        if (!(discount >= 0 && discount <= 1)) {
            throw new IllegalArgumentException("discount must be in [0, 1], is " + discount);
        }
        if (k < 0) {
            throw new IllegalArgumentException("k must be at least 0, is " + k);
        }
    }

    /** The outcome one step later. */
    public OptionOutcome then(double stepReward, double gamma) {
        return new OptionOutcome(reward + discount * stepReward, discount * gamma, k + 1);
    }
}

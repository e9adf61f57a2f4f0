package io.granger.routing;

import java.util.Arrays;

/**
 * A reward with what it was made of.
 *
 * <p>The array is handed over, not copied: nobody changes it afterwards.
 *
 * @param parts as the hub saw them, missing ones missing
 * @param reward the score under the preset, in [-1, 1]
 * @param targets {@code success * part} for each part, missing ones filled in: what a learner is given
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Reward(RewardParts parts, double reward, double[] targets) {
    public Reward {
        if (!(reward >= -1 && reward <= 1)) {
            throw new IllegalArgumentException("reward must be in [-1, 1], is " + reward);
        }
        if (targets.length != RewardParts.COUNT) {
            throw new IllegalArgumentException(
                    "targets must be " + RewardParts.COUNT + " values, are " + targets.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reward that
                && parts.equals(that.parts)
                && Double.compare(reward, that.reward) == 0
                && Arrays.equals(targets, that.targets);
    }

    @Override
    public int hashCode() {
        return 31 * parts.hashCode() + Double.hashCode(reward);
    }

    @Override
    public String toString() {
        return reward + " of " + parts + " " + Arrays.toString(targets);
    }
}

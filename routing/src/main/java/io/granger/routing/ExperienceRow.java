package io.granger.routing;

import java.util.Arrays;
import java.util.Optional;

/**
 * One logged decision with its outcome; written once, when the decision is closed.
 *
 * <p>The arrays are handed over, not copied: nobody changes them afterwards.
 *
 * @param instance the spoke instance that served a step
 * @param k how many steps the option lasted; 1 at the step level, 0 for an option that made none
 * @param durationMs from the decision to its close
 * @param parts what the hub saw, raw
 * @param reward in [-1, 1]; 0 on an option or recovery row in which the task did not end
 * @param targets {@code success * part} as the learner was given them; empty where nothing was learnt from parts
 * @param nextState raw state after it, in {@code nextLayout}
 * @param terminated the task ended by this decision
 * @param truncated the task was cut off from outside
 * @param cause why it was closed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record ExperienceRow(
        Decision decision,
        Optional<String> instance,
        int k,
        long durationMs,
        RewardParts parts,
        double reward,
        double[] targets,
        Optional<float[]> nextState,
        Optional<String> nextLayout,
        boolean terminated,
        boolean truncated,
        Cause cause,
        long closedAtMs) {
    public ExperienceRow {
        if (k < 0) {
            throw new IllegalArgumentException("k must be at least 0, is " + k);
        }
        if (durationMs < 0) {
            throw new IllegalArgumentException("durationMs must be at least 0, is " + durationMs);
        }
        if (!(reward >= -1 && reward <= 1)) {
            throw new IllegalArgumentException("reward must be in [-1, 1], is " + reward);
        }
        if (targets.length != 0 && targets.length != RewardParts.COUNT) {
            throw new IllegalArgumentException(
                    "targets must be none or " + RewardParts.COUNT + " values, are " + targets.length);
        }
        if (nextState.isPresent() != nextLayout.isPresent()) {
            throw new IllegalArgumentException("next state and its layout must be given together");
        }
        if (terminated && truncated) {
            throw new IllegalArgumentException("a row must not be both terminated and truncated");
        }
        if (decision.level() != Level.STEP && !terminated && reward != 0) {
            throw new IllegalArgumentException("reward of an option that did not end the task must be 0, is " + reward);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ExperienceRow that && isEqual(that);
    }

    private boolean isEqual(ExperienceRow that) {
        return decision.equals(that.decision)
                && instance.equals(that.instance)
                && k == that.k
                && durationMs == that.durationMs
                && parts.equals(that.parts)
                && Double.compare(reward, that.reward) == 0
                && Arrays.equals(targets, that.targets)
                && Arrays.equals(nextState.orElse(null), that.nextState.orElse(null))
                && nextLayout.equals(that.nextLayout)
                && terminated == that.terminated
                && truncated == that.truncated
                && cause == that.cause
                && closedAtMs == that.closedAtMs;
    }

    @Override
    public int hashCode() {
        return decision.hashCode();
    }
}

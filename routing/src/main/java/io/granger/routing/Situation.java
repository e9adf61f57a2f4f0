package io.granger.routing;

import io.granger.task.Preset;
import java.util.Arrays;
import java.util.List;

/**
 * What a router sees when it decides: the state, and the candidates with their masks.
 *
 * <p>The state array is handed over, not copied: nobody changes it afterwards.
 *
 * @param level which policy is asked
 * @param key whose values are shared, from {@link #stepKey} or {@link #optionKey}
 * @param layout id of the {@link StateLayout} of {@code state}
 * @param state raw values, not standardised; the last four are the weights of the preset
 * @param stepWidth how many of them the step level looks at
 * @param preset what counts, and how much
 * @param candidates masked, in the order of their ids; at most one with each id
 * @param turn how many decisions with this key the hub made before; round robin counts with it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Situation(
        Level level,
        String key,
        String layout,
        float[] state,
        int stepWidth,
        Preset preset,
        List<CandidateEntry> candidates,
        long turn) {
    public Situation {
        candidates = List.copyOf(candidates);
        if (stepWidth < 0 || stepWidth > state.length) {
            throw new IllegalArgumentException("step width must be in [0, " + state.length + "], is " + stepWidth);
        }
        for (int i = 1; i < candidates.size(); i++) {
            if (candidates.get(i - 1).id().compareTo(candidates.get(i).id()) >= 0) {
                throw new IllegalArgumentException("candidates must be in the order of their ids, "
                        + candidates.get(i - 1).id() + " stands before "
                        + candidates.get(i).id());
            }
        }
    }

    /** Key of the step level: all chains and pipelines with the same layout share one policy for a capability. */
    public static String stepKey(String capability, String layout) {
        return capability + "|" + layout;
    }

    /** Key of the option and the recovery level, which share their values. */
    public static String optionKey(String pipeline, String layout) {
        return pipeline + "|" + layout;
    }

    /** How many candidates could be chosen. */
    public int eligibleCount() {
        int count = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).eligible()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Situation that
                && level == that.level
                && key.equals(that.key)
                && layout.equals(that.layout)
                && Arrays.equals(state, that.state)
                && stepWidth == that.stepWidth
                && preset == that.preset
                && candidates.equals(that.candidates)
                && turn == that.turn;
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + 7 * Arrays.hashCode(state) + candidates.hashCode();
    }

    @Override
    public String toString() {
        return level.word() + " " + key + " " + Arrays.toString(state) + " " + candidates;
    }
}

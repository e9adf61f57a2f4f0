package io.granger.routing;

import java.util.Arrays;

/**
 * What a policy would have done where the heuristic acted; it never acts.
 *
 * <p>The array is handed over, not copied: nobody changes it afterwards.
 *
 * @param policy the policy that was asked
 * @param revision its online updates at that time
 * @param chosen index of the candidate it would have chosen
 * @param probabilities its whole vector, in the order of the decision's candidates
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Shadow(String policy, long revision, int chosen, double[] probabilities) {
    public Shadow {
        if (chosen < 0 || chosen >= probabilities.length) {
            throw new IllegalArgumentException(
                    "shadow choice must be in [0, " + probabilities.length + "), is " + chosen);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shadow that
                && policy.equals(that.policy)
                && revision == that.revision
                && chosen == that.chosen
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * policy.hashCode() + Arrays.hashCode(probabilities) + chosen;
    }

    @Override
    public String toString() {
        return policy + "/" + revision + " chose " + chosen + " of " + Arrays.toString(probabilities);
    }
}

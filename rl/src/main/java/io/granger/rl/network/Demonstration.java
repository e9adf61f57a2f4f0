package io.granger.rl.network;

import io.granger.rl.ActionDistribution;
import java.util.List;

/**
 * What another policy would have chosen in a state, and how surely.
 *
 * @param state its features; not copied, do not change them
 * @param candidates features of each; not copied
 * @param probabilities the other policy's, one a candidate
 */
@SuppressWarnings("ArrayRecordComponent") // one for every row of a log
public record Demonstration(float[] state, List<float[]> candidates, ActionDistribution probabilities) {

    /** Refuses probabilities that are not one a candidate. */
    public Demonstration {
        candidates = List.copyOf(candidates);
        if (candidates.size() != probabilities.size()) {
            throw new IllegalArgumentException("probabilities must be as many as candidates, " + candidates.size()
                    + ", are " + probabilities.size());
        }
    }
}

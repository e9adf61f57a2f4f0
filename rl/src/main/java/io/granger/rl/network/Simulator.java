package io.granger.rl.network;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A world that can be tried in, one step at a time. On-policy learners need one: what they learn from a log of another policy is
 * wrong.
 */
public interface Simulator {

    /** Starts an episode; its reward is 0. */
    Moment reset(RandomGenerator random);

    /** Takes the candidate with this index of the moment before. */
    Moment step(int candidate, RandomGenerator random);

    /**
     * Where the world stands.
     *
     * @param state its features; not copied, do not change them
     * @param candidates features of what may be done now, at least one even where the episode ended
     * @param reward of the step that led here, finite
     * @param terminated whether the episode ended
     * @param truncated whether it was cut off
     */
    @SuppressWarnings("ArrayRecordComponent") // one for every step of a simulation
    record Moment(float[] state, List<float[]> candidates, double reward, boolean terminated, boolean truncated) {

        /** Refuses a reward that is not finite and a moment without candidates. */
        public Moment {
            candidates = List.copyOf(candidates);
            if (!Double.isFinite(reward) || candidates.isEmpty()) {
                throw new IllegalArgumentException(
                        "reward must be finite and candidates at least 1, are " + reward + " and " + candidates.size());
            }
        }

        boolean isLast() {
            return terminated || truncated;
        }
    }
}

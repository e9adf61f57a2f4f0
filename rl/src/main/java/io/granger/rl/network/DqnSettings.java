package io.granger.rl.network;

/**
 * How Double DQN learns.
 *
 * @param gamma discount per step, in [0, 1]
 * @param adam how weights follow their gradient
 * @param batch transitions a step, at least 1
 * @param capacity transitions kept, the oldest going first
 * @param warmUp transitions there must be before the first step, at least 1
 * @param targetEvery steps after which the frozen copy is taken anew, at least 1
 * @param alpha how much surprise counts in what is drawn, in [0, 1]
 * @param beta how far weights undo that, in [0, 1]
 * @param huberDelta errors beyond this pull no harder, above 0
 */
public record DqnSettings(
        double gamma,
        AdamSettings adam,
        int batch,
        int capacity,
        int warmUp,
        int targetEvery,
        double alpha,
        double beta,
        double huberDelta) {

    /** Refuses what is out of range. */
    public DqnSettings {
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be in [0, 1], is " + gamma);
        }
        if (batch < 1 || warmUp < 1 || targetEvery < 1) {
            throw new IllegalArgumentException("batch, warmUp and targetEvery must be at least 1, are " + batch + ", "
                    + warmUp + " and " + targetEvery);
        }
        if (capacity < warmUp) {
            throw new IllegalArgumentException("capacity must be at least warmUp, " + warmUp + ", is " + capacity);
        }
    }

    /**
     * What problems of a few features do well with: batches of 32, the last 10,000 transitions, a copy every 50 steps. The bias of the
     * draws is undone in full, because these values are compared with others' and not only ordered: with half of it left, values under
     * chance outcomes were off by .09 where they are off by .02 without.
     */
    public static DqnSettings defaults(double gamma) {
        return new DqnSettings(gamma, AdamSettings.withLearningRate(0.003), 32, 10_000, 200, 50, 0.6, 1, 1);
    }
}

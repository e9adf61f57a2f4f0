package io.granger.rl.bandit;

/**
 * Exponential forgetting by rounds.
 *
 * @param memory rounds after which a row weighs 1/e; infinity never forgets
 * @param atOnce whether a model must never fall behind
 */
record Forgetting(double memory, boolean atOnce) {

    /** Forgetting that lets models fall a little behind. */
    Forgetting(double memory) {
        this(memory, false);
    }

    /**
     * Moving a model as a whole costs the cube of its dimension, so it falls behind by up to this share of the memory before it is
     * moved.
     */
    private static final double STRIDES_PER_MEMORY = 32;

    /** What is left of the weight of a row after {@code rounds}. */
    double left(long rounds) {
        return rounds == 0 ? 1 : StrictMath.exp(-rounds / memory);
    }

    /** Whether a model that is {@code rounds} behind should be moved. */
    boolean isDue(long rounds) {
        return atOnce ? rounds > 0 : rounds * STRIDES_PER_MEMORY >= memory;
    }
}

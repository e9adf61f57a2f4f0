package io.granger.rl.bandit;

/**
 * Exponential forgetting by rounds. Moving a model as a whole costs the cube of its dimension, so it is moved in strides.
 *
 * @param memory rounds after which a row weighs 1/e; infinity never forgets
 * @param strides in which a model is moved within one memory; infinity never lets it fall behind
 */
record Forgetting(double memory, double strides) {

    private static final double STRIDES = 32;

    /** Forgetting that lets models fall a little behind. */
    Forgetting(double memory) {
        this(memory, STRIDES);
    }

    /** Forgetting that lets models fall behind a little, or not at all. */
    Forgetting(double memory, boolean atOnce) {
        this(memory, atOnce ? Double.POSITIVE_INFINITY : STRIDES);
    }

    /** What is left of the weight of a row after {@code rounds}. */
    double left(long rounds) {
        return rounds == 0 ? 1 : StrictMath.exp(-rounds / memory);
    }

    /** Whether a model that is {@code rounds} behind should be moved. */
    boolean isDue(long rounds) {
        return rounds > 0 && rounds * strides >= memory;
    }
}

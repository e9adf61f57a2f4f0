package io.granger.rl.bandit;

/**
 * Chooses one of several arms by what is known of the state, and learns from the reward of the one that was chosen.
 *
 * <p>It never draws: it gives the whole vector of probabilities, floor included, and whoever asks plays from that, so a logged
 * probability is exact by construction. Neither method allocates, but for the quadrature of Thompson sampling. Keeps scratch arrays: confine it to one thread.
 */
public interface ContextualBandit {

    /** How many arms there are. */
    int arms();

    /**
     * Writes the probability of every arm: {@code (1 - floor) base + floor / n}.
     *
     * @param x features of the state, as many at every call
     * @param into as long as there are arms
     */
    void probabilities(double[] x, double[] into);

    /** Learns the reward that came of choosing {@code arm} in the state {@code x}. */
    void learn(double[] x, int arm, double reward);
}

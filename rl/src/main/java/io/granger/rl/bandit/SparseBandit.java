package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * Linear models of the arms over hashed sparse features, learnt by normalised AdaGrad steps, with epsilon-greedy choice: for streams
 * where exact ridge is too slow or too wide. Duchi, Hazan and Singer (2011), "Adaptive subgradient methods". Allocates nothing. Not
 * thread-safe.
 */
public final class SparseBandit {
    private static final double LEAST_SQUARE = 1e-8;

    private final int arms;
    private final int mask;
    private final double rate;
    private final Floor floor;
    private final double[] weights;
    private final double[] squares;
    private final double[] mean;

    /**
     * A bandit that expects 0 of every arm.
     *
     * @param arms at least 1
     * @param bits places of a feature's coefficients are 2 to the power of this, in [1, 24]
     * @param rate of learning, above 0; 0.5 suits features of size 1
     * @param floor share of the rounds spread evenly over the arms, in [0, 1]
     */
    public SparseBandit(int arms, int bits, double rate, double floor) {
        if (arms < 1 || bits < 1 || bits > 24 || !(rate > 0)) {
            throw new IllegalArgumentException("arms must be at least 1, bits in [1, 24] and rate above 0, are " + arms
                    + ", " + bits + " and " + rate);
        }
        this.arms = arms;
        this.mask = (1 << bits) - 1;
        this.rate = rate;
        this.floor = new Floor(floor);
        this.weights = new double[Math.multiplyExact(arms, 1 << bits)];
        this.squares = new double[weights.length];
        this.mean = new double[arms];
        Arrays.fill(squares, LEAST_SQUARE);
    }

    /**
     * Writes the probability of every arm.
     *
     * @param indices of the features, any; the low bits count
     * @param values of the features
     * @param count how many of both arrays are meant
     */
    public void probabilities(int[] indices, double[] values, int count, double[] into) {
        Arrays.fill(mean, 0);
        for (int i = 0; i < count; i++) {
            // the arms of a feature lie side by side, so a feature is one visit to memory
            int at = (indices[i] & mask) * arms;
            for (int arm = 0; arm < arms; arm++) {
                mean[arm] += weights[at + arm] * values[i];
            }
        }
        Floor.onHighest(mean, into);
        floor.mixInto(into);
    }

    /** Learns what came of choosing {@code arm}. */
    public void learn(int[] indices, double[] values, int count, int arm, double reward) {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
        double error = -reward;
        for (int i = 0; i < count; i++) {
            error += weights[(indices[i] & mask) * arms + arm] * values[i];
        }
        for (int i = 0; i < count; i++) {
            int at = (indices[i] & mask) * arms + arm;
            double gradient = error * values[i];
            squares[at] += gradient * gradient;
            weights[at] -= rate * gradient / Math.sqrt(squares[at] * count);
        }
    }
}

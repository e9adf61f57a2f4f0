package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;

/**
 * Weights over experts by their losses so far, with a fixed share given back to all in every round so that one that was bad can become
 * good again. Herbster and Warmuth (1998), "Tracking the best expert". Not thread-safe.
 */
final class Hedge {
    private final double share;
    private final double[] weights;

    /**
     * Weights before any loss.
     *
     * @param prior above 0 each; need not sum to 1
     * @param share given back to all in a round, in [0, 1)
     */
    Hedge(double[] prior, double share) {
        this.share = share;
        this.weights = prior.clone();
        normalise();
    }

    private Hedge(Hedge of) {
        this.share = of.share;
        this.weights = of.weights.clone();
    }

    /** What it knows now. */
    Hedge copy() {
        return new Hedge(this);
    }

    double weight(int expert) {
        return weights[expert];
    }

    int size() {
        return weights.length;
    }

    /** Multiplies every weight by {@code exp(-losses)}, then shares. */
    void observe(double[] losses) {
        double least = Double.POSITIVE_INFINITY;
        for (double loss : losses) {
            least = Math.min(least, loss);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= StrictMath.exp(least - losses[i]);
        }
        normalise();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (1 - share) * weights[i] + share / weights.length;
        }
    }

    void save(SnapshotWriter to) {
        to.putDoubles(weights);
    }

    void restore(SnapshotReader from) {
        double[] saved = from.getDoubles("weights", weights.length);
        for (double weight : saved) {
            if (!(weight >= 0 && weight <= 1)) {
                throw new SnapshotRejected("weight must be in [0, 1], is " + weight);
            }
        }
        System.arraycopy(saved, 0, weights, 0, weights.length);
    }

    private void normalise() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }
}

package io.granger.rl.dense;

/**
 * One choice as whoever trained a network scored it, kept with the network so that whoever scores with it can check himself.
 *
 * @param state its features; not copied, do not change them
 * @param candidates features of each candidate; not copied
 * @param scores of each candidate; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a few for each network, written once
public record Golden(float[] state, float[][] candidates, float[] scores) {

    /** How far a score may be off, relative to its size where that is above 1. */
    public static final double TOLERANCE = 1e-5;

    /** Refuses scores that are not one a candidate. */
    public Golden {
        if (candidates.length != scores.length || scores.length == 0) {
            throw new IllegalArgumentException("scores must be at least 1 and as many as candidates, "
                    + candidates.length + ", are " + scores.length);
        }
    }

    /** The largest difference to the scores of this network, relative to their size where that is above 1. */
    public double largestDifference(ScoringNetwork network) {
        float[] found = network.scorer().score(state, candidates);
        double largest = 0;
        for (int i = 0; i < scores.length; i++) {
            double difference = Math.abs((double) found[i] - scores[i]) / Math.max(1, Math.abs(scores[i]));
            // NaN must win: it is the largest difference there is
            largest = difference <= largest ? largest : difference;
        }
        return largest;
    }
}

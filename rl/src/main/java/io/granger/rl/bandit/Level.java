package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;

/** Running means of several targets, held to a prior that counts for one row. Not thread-safe. */
final class Level {

    private final double[] prior;
    private final double[] mean;
    private double precision = 1;

    /** The level with this prior mean of each target; the array is kept. */
    Level(double[] prior) {
        this.prior = prior;
        this.mean = prior.clone();
    }

    /** The level of an arm that starts from this one's mean. */
    Level follower() {
        return new Level(mean.clone());
    }

    /** What it knows now. */
    Level copy() {
        Level copy = new Level(prior);
        System.arraycopy(mean, 0, copy.mean, 0, mean.length);
        copy.precision = precision;
        return copy;
    }

    /** Rows behind the mean, the prior's one included, when {@code left} of each row is left. */
    double precision(double left) {
        return 1 + (precision - 1) * left;
    }

    /** Weighted sum of the means when {@code left} of each row is left. */
    double mean(double[] weights, double left) {
        double sum = 0;
        for (int t = 0; t < mean.length; t++) {
            sum += weights[t] * mean(t, left);
        }
        return sum;
    }

    /** Mean of one target. */
    double mean(int target) {
        return mean[target];
    }

    /** How much of the squares of a target the mean explains: {@code p m^2 - m0^2} with {@code p} rows behind it. */
    double explained(int target) {
        return precision * mean[target] * mean[target] - prior[target] * prior[target];
    }

    void forget(double left) {
        for (int t = 0; t < mean.length; t++) {
            mean[t] = mean(t, left);
        }
        precision = precision(left);
    }

    /** Takes in one row, moving {@code stepSize} of the way a running mean would. */
    void learn(double[] targets, double stepSize) {
        precision++;
        for (int t = 0; t < mean.length; t++) {
            mean[t] += stepSize * (targets[t] - mean[t]) / precision;
        }
    }

    /** Moves a target of a row learnt before. */
    void correct(int target, double difference) {
        mean[target] += difference / precision;
    }

    /**
     * Takes in rows known by their sums.
     *
     * @param rows how many, 0 for corrections alone
     * @param sums of each target over them
     */
    void merge(double rows, double[] sums, double weight) {
        double before = precision;
        precision += weight * rows;
        for (int t = 0; t < mean.length; t++) {
            mean[t] = (before * mean[t] + weight * sums[t]) / precision;
        }
    }

    void save(SnapshotWriter to) {
        to.putDoubles(prior).putDoubles(mean).putDouble(precision);
    }

    static Level restore(SnapshotReader from, int targets) {
        Level restored = new Level(from.getDoubles("level prior", targets));
        System.arraycopy(from.getDoubles("level", targets), 0, restored.mean, 0, targets);
        restored.precision = from.getFinite("level precision");
        if (restored.precision < 1) {
            throw new SnapshotRejected("level precision must be at least 1, is " + restored.precision);
        }
        return restored;
    }

    private double mean(int target, double left) {
        return (left * precision * mean[target] + (1 - left) * prior[target]) / precision(left);
    }
}

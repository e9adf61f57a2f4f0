package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;

/** What is believed of one arm: that features matter to it, and that only its level does. Not thread-safe. */
final class ArmModel {

    /*
     * Most arms do not care about most features, and a linear model pays for each of them with a wider spread. So two
     * beliefs are kept, the whole model and a bare level, and weighed by how well each foretold the targets: the log odds
     * grow by the difference of the log densities of what was seen, averaged over the targets, which move together. The
     * level is not to be trusted where the arm is in a state unlike those it was seen in, so there the whole model takes
     * over: with h = x' A^-1 x its weight is w + (1 - w) * 4 h / (1 + 4 h). The spread is that of the mixture.
     *
     * Both forget towards their priors. The whole model is moved in strides; what it has yet to forget is made up for
     * along the one direction looked at: with f what is left of a row, precisions add up as
     * f / variance + (1 - f) / prior variance.
     */

    private static final double MOST_LOG_ODDS = 5;
    private static final double FOREIGN = 4;
    private static final double LEAST_NOISE = 1e-6;

    private final String kin;
    private final RidgeModel whole;
    private final Level level;
    private double logOdds;
    private double weight = 0.5;
    private long wholeAt;
    private long levelAt;
    private long learntAt;
    private double mean;
    private double variance;

    private ArmModel(String kin, RidgeModel whole, Level level) {
        this.kin = kin;
        this.whole = whole;
        this.level = level;
    }

    /** An arm that starts from the coefficients all arms have in common, where every feature is 0 on average. */
    static ArmModel startingFrom(String kin, RidgeModel pooled, double[] precisions, long round) {
        double[] prior = new double[pooled.targets()];
        for (int t = 0; t < prior.length; t++) {
            prior[t] = pooled.coefficient(t, 0);
        }
        return at(round, new ArmModel(kin, RidgeModel.startingFrom(pooled, precisions), new Level(prior)));
    }

    /** An arm that starts from what is known of the one it follows, held as loosely as anything new. */
    ArmModel follower(double[] precisions, long round) {
        double[] prior = new double[whole.targets()];
        for (int t = 0; t < prior.length; t++) {
            prior[t] = level.mean(t);
        }
        ArmModel arm = new ArmModel(kin, RidgeModel.startingFrom(whole, precisions), new Level(prior));
        arm.logOdds = logOdds;
        arm.weight = weight;
        return at(round, arm);
    }

    private static ArmModel at(long round, ArmModel arm) {
        arm.wholeAt = round;
        arm.levelAt = round;
        return arm;
    }

    /** What it shares with those that may follow it. */
    String kin() {
        return kin;
    }

    /** The revision at which it last learnt. */
    long learntAt() {
        return learntAt;
    }

    /**
     * Works out {@link #mean} and {@link #variance} of a weighted sum of the targets.
     *
     * @param noise standard deviation of that sum
     */
    void predict(double[] x, double[] weights, double noise, long round, Forgetting forgetting) {
        double wholeMean = whole.mean(x, weights);
        double wholeVariance = whole.variance(x);
        if (wholeAt < round) {
            double left = forgetting.left(round - wholeAt);
            double old = left / wholeVariance;
            double prior = (1 - left) / whole.priorVariance(x);
            wholeMean = (old * wholeMean + prior * whole.priorMean(x, weights)) / (old + prior);
            wholeVariance = 1 / (old + prior);
        }
        double left = forgetting.left(round - levelAt);
        double levelMean = level.mean(weights, left);
        double foreign = FOREIGN * wholeVariance;
        double w = weight + (1 - weight) * foreign / (1 + foreign);
        double apart = noise > 0 ? (wholeMean - levelMean) / noise : 0;
        mean = w * wholeMean + (1 - w) * levelMean;
        variance = w * wholeVariance + (1 - w) / level.precision(left) + w * (1 - w) * apart * apart;
    }

    /** The expectation last worked out. */
    double mean() {
        return mean;
    }

    /** Its variance, in units of the noise variance. */
    double variance() {
        return variance;
    }

    /** Forgets what is due before a row of this round is learnt. */
    void forget(long round, Forgetting forgetting) {
        level.forget(forgetting.left(round - levelAt));
        levelAt = round;
        if (forgetting.isDue(round - wholeAt)) {
            whole.forget(forgetting.left(round - wholeAt));
            wholeAt = round;
        }
    }

    /**
     * Learns one row.
     *
     * @param errors out: the targets less what the whole model expected
     * @param stepSize in (0, 1]; 1 unless there is but one target
     */
    void learn(double[] x, double[] targets, double[] errors, double stepSize, Residuals residuals, long revision) {
        double wholeSpread = 1 + whole.variance(x);
        double levelSpread = 1 + 1 / level.precision(1);
        double evidence = StrictMath.log(levelSpread / wholeSpread);
        for (int t = 0; t < targets.length; t++) {
            errors[t] = targets[t] - whole.mean(x, t);
            double off = targets[t] - level.mean(t);
            double noise = Math.max(LEAST_NOISE, residuals.variance(t)) * targets.length;
            evidence += (off * off / levelSpread - errors[t] * errors[t] / wholeSpread) / noise;
        }
        believe(logOdds + evidence / 2);
        if (targets.length == 1) {
            whole.gainUpdate(x, errors[0], stepSize);
        } else {
            whole.update(x, targets);
        }
        level.learn(targets, stepSize);
        learntAt = revision;
    }

    private void believe(double newLogOdds) {
        logOdds = Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, newLogOdds));
        weight = 1 / (1 + StrictMath.exp(-logOdds));
    }

    /**
     * Forgets what is due, then learns rows that others saw, each of this weight.
     *
     * <p>The log densities that rows had one after the other add up to something that does not know their order: with {@code q} what
     * a belief explains of the squares of a target, {@code log p1 - log |A| / |A0| + sum of (q - q1) / noise}, where 1 is the level.
     */
    void merge(RowSums rows, double rowWeight, long round, Forgetting forgetting, Residuals residuals, long revision) {
        level.forget(forgetting.left(round - levelAt));
        levelAt = round;
        whole.merge(forgetting.left(round - wholeAt), rows, rowWeight);
        wholeAt = round;
        level.merge(rows.rows(), rows.targetSums(), rowWeight);
        learntAt = revision;
        double evidence = StrictMath.log(level.precision(1)) - whole.sureness();
        for (int t = 0; t < whole.targets(); t++) {
            double noise = Math.max(LEAST_NOISE, residuals.variance(t)) * whole.targets();
            evidence += (whole.explained(t) - level.explained(t)) / noise;
        }
        believe(evidence / 2);
    }

    /** The linear model, to be looked at. */
    RidgeModel whole() {
        return whole;
    }

    /** The bare level, to be looked at. */
    Level level() {
        return level;
    }

    /** Moves a target of a row learnt before. */
    void correct(double[] x, int target, double difference) {
        whole.correct(x, target, difference);
        level.correct(target, difference);
    }

    void save(SnapshotWriter to) {
        to.putString(kin)
                .putLong(wholeAt)
                .putLong(levelAt)
                .putLong(learntAt)
                .putDouble(logOdds)
                .putDouble(weight);
        level.save(to);
        whole.save(to);
    }

    static ArmModel restore(SnapshotReader from, int dimension, int targets) {
        String kin = from.getString();
        long wholeAt = from.getLong();
        long levelAt = from.getLong();
        long learntAt = from.getLong();
        double logOdds = from.getFinite("log odds");
        double weight = from.getFinite("weight");
        Level level = Level.restore(from, targets);
        ArmModel restored = new ArmModel(kin, RidgeModel.restore(from, dimension, targets), level);
        restored.wholeAt = wholeAt;
        restored.levelAt = levelAt;
        restored.learntAt = learntAt;
        restored.logOdds = logOdds;
        restored.weight = weight;
        return restored;
    }
}

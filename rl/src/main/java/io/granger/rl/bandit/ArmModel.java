package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of one arm: that only its level matters, that features do, or that waves over the state do besides. Not thread-safe.
 */
final class ArmModel {

    /*
     * Most arms do not care about most features, and a linear model pays for each of them with a wider spread; a few care in
     * a way that no line says. So there are three beliefs, weighed by how well each foretold the targets: the log odds of
     * each grow by the log density of what was seen, averaged over the targets, which move together. They stay near enough
     * for a belief that was wrong to become right. The level is not to be trusted where the arm is in a state unlike
     * those it was seen in, so there the others take over: with h = x' A^-1 x of the linear model, what is left of its
     * weight is 1 / (1 + 4 h). The spread is that of the mixture.
     *
     * All forget towards their priors. The models are moved in strides; what they have yet to forget is made up for along
     * the one direction looked at: with f what is left of a row, precisions add up as
     * f / variance + (1 - f) / prior variance.
     */

    private static final int LEVEL = 0;
    private static final int WHOLE = 1;
    private static final int WAVED = 2;
    private static final int BELIEFS = 3;

    /** How far the log odds of two beliefs may be apart. */
    static final double MOST_LOG_ODDS = 5;
    /** A belief at its worst does not count. */
    private static final double LEAST_WEIGHT = 0.05;

    private static final double FOREIGN = 4;
    private static final double LEAST_NOISE = 1e-6;

    private final String kin;
    private final RidgeModel whole;
    private final Level level;
    private @Nullable RidgeModel waved;
    private final double[] logOdds = new double[BELIEFS];
    private final double[] weight = new double[BELIEFS];
    private final double[] density = new double[BELIEFS];
    private final double[] wavedErrors;
    private long modelsAt;
    private long levelAt;
    private long learntAt;
    private double mean;
    private double variance;
    private double lookedMean;
    private double lookedVariance;

    private ArmModel(String kin, RidgeModel whole, Level level, @Nullable RidgeModel waved) {
        this.kin = kin;
        this.whole = whole;
        this.level = level;
        this.waved = waved;
        this.wavedErrors = new double[whole.targets()];
        weigh();
    }

    /** An arm that starts from the coefficients all arms have in common, where every feature is 0 on average. */
    static ArmModel startingFrom(String kin, RidgeModel pooled, double[] precisions, long round) {
        double[] prior = new double[pooled.targets()];
        for (int t = 0; t < prior.length; t++) {
            prior[t] = pooled.coefficient(t, 0);
        }
        return at(round, new ArmModel(kin, RidgeModel.startingFrom(pooled, precisions), new Level(prior), null));
    }

    /**
     * An arm that starts from what is known of the one it follows, held as loosely as anything new.
     *
     * @param ofWaves prior precision of the coefficient of every wave
     */
    ArmModel follower(double[] precisions, double[] ofWaves, long round) {
        double[] prior = new double[whole.targets()];
        for (int t = 0; t < prior.length; t++) {
            prior[t] = level.mean(t);
        }
        RidgeModel wavedOfFollower = null;
        if (waved != null) {
            double[] both = Arrays.copyOf(precisions, precisions.length + ofWaves.length);
            System.arraycopy(ofWaves, 0, both, precisions.length, ofWaves.length);
            wavedOfFollower = RidgeModel.startingFrom(waved, both);
        }
        RidgeModel wholeOfFollower = RidgeModel.startingFrom(whole, precisions);
        ArmModel arm = new ArmModel(kin, wholeOfFollower, new Level(prior), wavedOfFollower);
        System.arraycopy(logOdds, 0, arm.logOdds, 0, BELIEFS);
        arm.weigh();
        return at(round, arm);
    }

    private static ArmModel at(long round, ArmModel arm) {
        arm.modelsAt = round;
        arm.levelAt = round;
        return arm;
    }

    /**
     * Believes in waves from here on, or in others than before: as if all waves had been 0 in what it learnt.
     *
     * @param ofWaves prior precision of the coefficient of every wave
     */
    void wave(double[] ofWaves) {
        waved = whole.extended(ofWaves);
        logOdds[WAVED] = logOdds[WHOLE];
        weigh();
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
     * @param z the features {@code x} and the waves
     * @param noise standard deviation of that sum
     */
    void predict(double[] x, double[] z, double[] weights, double noise, long round, Forgetting forgetting) {
        double left = forgetting.left(round - levelAt);
        double levelMean = level.mean(weights, left);
        look(whole, x, weights, round, forgetting);
        double wholeMean = lookedMean;
        double wholeVariance = lookedVariance;
        double levelWeight = weight[LEVEL] < LEAST_WEIGHT ? 0 : weight[LEVEL] / (1 + FOREIGN * wholeVariance);
        double wavedShare = 0;
        if (waved != null && weight[WAVED] >= LEAST_WEIGHT) {
            wavedShare = weight[WHOLE] < LEAST_WEIGHT ? 1 : weight[WAVED] / (weight[WHOLE] + weight[WAVED]);
            look(waved, z, weights, round, forgetting);
        }
        double wavedWeight = (1 - levelWeight) * wavedShare;
        double wholeWeight = 1 - levelWeight - wavedWeight;
        mean = levelWeight * levelMean + wholeWeight * wholeMean + wavedWeight * lookedMean;
        double apart = levelWeight * squared(levelMean - mean)
                + wholeWeight * squared(wholeMean - mean)
                + wavedWeight * squared(lookedMean - mean);
        variance = levelWeight / level.precision(left)
                + wholeWeight * wholeVariance
                + wavedWeight * lookedVariance
                + (noise > 0 ? apart / (noise * noise) : 0);
    }

    private static double squared(double value) {
        return value * value;
    }

    private void look(RidgeModel model, double[] x, double[] weights, long round, Forgetting forgetting) {
        lookedMean = model.mean(x, weights);
        lookedVariance = model.variance(x);
        if (modelsAt < round) {
            double left = forgetting.left(round - modelsAt);
            double old = left / lookedVariance;
            double prior = (1 - left) / model.priorVariance(x);
            lookedMean = (old * lookedMean + prior * model.priorMean(x, weights)) / (old + prior);
            lookedVariance = 1 / (old + prior);
        }
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
        if (forgetting.isDue(round - modelsAt)) {
            double left = forgetting.left(round - modelsAt);
            whole.forget(left);
            if (waved != null) {
                waved.forget(left);
            }
            modelsAt = round;
        }
    }

    /**
     * Learns one row.
     *
     * @param errors out: the targets less what the models expected
     * @param stepSize in (0, 1]; 1 unless there is but one target, and no waves
     */
    void learn(
            double[] x,
            double[] z,
            double[] targets,
            double[] errors,
            double stepSize,
            Residuals residuals,
            long revision) {
        for (int t = 0; t < targets.length; t++) {
            errors[t] = targets[t] - level.mean(t);
        }
        density[LEVEL] = logDensity(1 / level.precision(1), errors, residuals);
        if (stepSize == 1) {
            density[WHOLE] = logDensity(whole.learn(x, targets, errors), errors, residuals);
        } else {
            errors[0] = targets[0] - whole.mean(x, 0);
            density[WHOLE] = logDensity(whole.variance(x), errors, residuals);
            whole.gainUpdate(x, errors[0], stepSize);
        }
        if (waved != null) {
            density[WAVED] = logDensity(waved.learn(z, targets, wavedErrors), wavedErrors, residuals);
            double share = weight[WAVED] / (weight[WHOLE] + weight[WAVED]);
            for (int t = 0; t < targets.length; t++) {
                errors[t] += share * (wavedErrors[t] - errors[t]);
            }
        }
        level.learn(targets, stepSize);
        learntAt = revision;
        for (int i = 0; i < BELIEFS; i++) {
            logOdds[i] += density[i];
        }
        weigh();
    }

    /** Averaged over the targets; the mean's variance is given in units of the noise. */
    private static double logDensity(double meanVariance, double[] errors, Residuals residuals) {
        double spread = 1 + meanVariance;
        double sum = StrictMath.log(spread);
        for (int t = 0; t < errors.length; t++) {
            sum += errors[t] * errors[t] / (spread * noise(residuals, t) * errors.length);
        }
        return -sum / 2;
    }

    private static double noise(Residuals residuals, int target) {
        return Math.max(LEAST_NOISE, residuals.variance(target));
    }

    /** Counts log odds from the likeliest belief, and makes weights of them. */
    private void weigh() {
        int beliefs = waved == null ? WAVED : BELIEFS;
        double most = Math.max(logOdds[LEVEL], logOdds[WHOLE]);
        if (waved != null) {
            most = Math.max(most, logOdds[WAVED]);
        }
        double sum = 0;
        for (int i = 0; i < beliefs; i++) {
            logOdds[i] = Math.max(-MOST_LOG_ODDS, logOdds[i] - most);
            weight[i] = StrictMath.exp(logOdds[i]);
            sum += weight[i];
        }
        for (int i = 0; i < beliefs; i++) {
            weight[i] /= sum;
        }
    }

    /**
     * Forgets what is due, then learns rows that others saw, each of this weight.
     *
     * <p>The log densities that rows had one after the other add up to something that does not know their order: with {@code q} what
     * a belief explains of the squares of a target, {@code (sum of q / noise - log |A| / |A0|) / 2}.
     */
    void merge(RowSums rows, double rowWeight, long round, Forgetting forgetting, Residuals residuals, long revision) {
        level.forget(forgetting.left(round - levelAt));
        levelAt = round;
        double left = forgetting.left(round - modelsAt);
        whole.merge(left, rows, rowWeight);
        if (waved != null) {
            waved.merge(left, rows, rowWeight);
            logOdds[WAVED] = evidence(waved, residuals);
        }
        modelsAt = round;
        level.merge(rows.rows(), rows.targetSums(), rowWeight);
        learntAt = revision;
        double ofLevel = -StrictMath.log(level.precision(1));
        for (int t = 0; t < whole.targets(); t++) {
            ofLevel += level.explained(t) / (noise(residuals, t) * whole.targets());
        }
        logOdds[LEVEL] = ofLevel / 2;
        logOdds[WHOLE] = evidence(whole, residuals);
        weigh();
    }

    private static double evidence(RidgeModel model, Residuals residuals) {
        double sum = -model.sureness();
        for (int t = 0; t < model.targets(); t++) {
            sum += model.explained(t) / (noise(residuals, t) * model.targets());
        }
        return sum / 2;
    }

    /** The linear model, to be looked at. */
    RidgeModel whole() {
        return whole;
    }

    /** The linear model with waves, to be looked at. */
    @Nullable
    RidgeModel waved() {
        return waved;
    }

    /** The bare level, to be looked at. */
    Level level() {
        return level;
    }

    /** Moves a target of a row learnt before. */
    void correct(double[] x, double[] z, int target, double difference) {
        whole.correct(x, target, difference);
        level.correct(target, difference);
        if (waved != null) {
            waved.correct(z, target, difference);
        }
    }

    void save(SnapshotWriter to) {
        to.putString(kin).putLong(modelsAt).putLong(levelAt).putLong(learntAt).putDoubles(logOdds);
        to.putInt(waved == null ? 0 : 1);
        level.save(to);
        whole.save(to);
        if (waved != null) {
            waved.save(to);
        }
    }

    /** The arm that {@link #save} put there; it has waves when {@code dimensionWithWaves} is larger than {@code dimension}. */
    static ArmModel restore(SnapshotReader from, int dimension, int dimensionWithWaves, int targets) {
        String kin = from.getString();
        long modelsAt = from.getLong();
        long levelAt = from.getLong();
        long learntAt = from.getLong();
        double[] logOdds = from.getDoubles("log odds", BELIEFS);
        int waves = dimensionWithWaves > dimension ? 1 : 0;
        from.getInt("models with waves", waves, waves);
        Level level = Level.restore(from, targets);
        RidgeModel whole = RidgeModel.restore(from, dimension, targets);
        RidgeModel waved = waves == 0 ? null : RidgeModel.restore(from, dimensionWithWaves, targets);
        ArmModel restored = new ArmModel(kin, whole, level, waved);
        System.arraycopy(logOdds, 0, restored.logOdds, 0, BELIEFS);
        restored.weigh();
        restored.modelsAt = modelsAt;
        restored.levelAt = levelAt;
        restored.learntAt = learntAt;
        return restored;
    }
}

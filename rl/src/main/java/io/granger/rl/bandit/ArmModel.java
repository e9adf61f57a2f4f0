package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import org.jspecify.annotations.Nullable;

/** What is believed of one arm: a regression of its own for each belief of the key's {@link Bank}. Not thread-safe. */
final class ArmModel {

    /*
     * Expected is what the beliefs expect, weighed by how far the bank trusts them; the variance is that of the mixture: what
     * each does not know, and how far they are apart. That features matter little was found where the arm was tried; in a
     * state that is foreign to it, the level and the cautious beliefs give way to the others: with h = x' A^-1 x of the least
     * cautious linear one, what is left of their weights is 1 / (1 + foreignness * h).
     *
     * All forget towards their priors. The models are moved in strides; what they have yet to forget is made up for along
     * the one direction looked at: with f what is left of a row, precisions add up as
     * f / variance + (1 - f) / prior variance.
     */

    private final String kin;
    private final Level level;
    private final RidgeModel[] linear;
    private @Nullable RidgeModel waved;
    private final double[] means;
    private final double[] shares;
    private final double[] beliefErrors;
    private long modelsAt;
    private long levelAt;
    private long learntAt;
    private double mean;
    private double variance;
    private double lookedMean;
    private double lookedVariance;

    private ArmModel(String kin, Level level, RidgeModel[] linear, @Nullable RidgeModel waved) {
        this.kin = kin;
        this.level = level;
        this.linear = linear;
        this.waved = waved;
        this.means = new double[2 + linear.length];
        this.shares = new double[2 + linear.length];
        this.beliefErrors = new double[linear[0].targets()];
    }

    /** An arm that starts from the coefficients all arms have in common, where every feature is 0 on average. */
    static ArmModel startingFrom(String kin, RidgeModel pooled, Bank bank, long round) {
        double[] prior = new double[pooled.targets()];
        for (int t = 0; t < prior.length; t++) {
            prior[t] = pooled.coefficient(t, 0);
        }
        RidgeModel[] linear = new RidgeModel[bank.linear()];
        for (int i = 0; i < linear.length; i++) {
            linear[i] = RidgeModel.startingFrom(pooled, bank.precisions(i));
        }
        return at(round, new ArmModel(kin, new Level(prior), linear, null));
    }

    /** An arm that starts from what is known of the one it follows, held as loosely as anything new. */
    ArmModel follower(Bank bank, long round) {
        double[] prior = new double[beliefErrors.length];
        for (int t = 0; t < prior.length; t++) {
            prior[t] = level.mean(t);
        }
        RidgeModel[] ofFollower = new RidgeModel[linear.length];
        for (int i = 0; i < linear.length; i++) {
            ofFollower[i] = RidgeModel.startingFrom(linear[i], bank.precisions(i));
        }
        RidgeModel wavedOfFollower = waved == null ? null : RidgeModel.startingFrom(waved, bank.wavedPrecisions());
        return at(round, new ArmModel(kin, new Level(prior), ofFollower, wavedOfFollower));
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
        waved = linear[0].extended(ofWaves);
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
    void predict(double[] x, double[] z, double[] weights, double noise, Bank bank, long round, Forgetting forgetting) {
        weigh(x, bank);
        double levelLeft = forgetting.left(round - levelAt);
        double left = forgetting.left(round - modelsAt);
        means[0] = level.mean(weights, levelLeft);
        mean = shares[0] * means[0];
        variance = shares[0] / level.precision(levelLeft);
        double asked = shares[0];
        for (int i = 1; i < bank.size(); i++) {
            if (shares[i] >= Bank.LEAST_WEIGHT) {
                RidgeModel model = model(i);
                look(model, model.dimension() == x.length ? x : z, weights, left);
                means[i] = lookedMean;
                asked += shares[i];
                mean += shares[i] * lookedMean;
                variance += shares[i] * lookedVariance;
            }
        }
        mean /= asked;
        variance = (variance + (noise > 0 ? apart(bank) / (noise * noise) : 0)) / asked;
    }

    /** How far each belief counts here: what the level and the cautious ones give up in a foreign state goes to the others. */
    private void weigh(double[] x, Bank bank) {
        double kept = 1 / (1 + bank.foreignness() * linear[0].variance(x));
        double open = bank.weight(1) + (bank.size() > 1 + linear.length ? bank.weight(bank.size() - 1) : 0);
        double gain = 1 + (1 - kept) * (1 - open) / open;
        for (int i = 0; i < bank.size(); i++) {
            boolean isCautious = i != 1 && i <= linear.length;
            shares[i] = bank.weight(i) * (isCautious ? kept : gain);
        }
    }

    private void look(RidgeModel model, double[] seen, double[] weights, double left) {
        lookedMean = model.mean(seen, weights);
        lookedVariance = model.variance(seen);
        if (left < 1) {
            double old = left / lookedVariance;
            double prior = (1 - left) / model.priorVariance(seen);
            lookedMean = (old * lookedMean + prior * model.priorMean(seen, weights)) / (old + prior);
            lookedVariance = 1 / (old + prior);
        }
    }

    private double apart(Bank bank) {
        double apart = shares[0] * squared(means[0] - mean);
        for (int i = 1; i < bank.size(); i++) {
            if (shares[i] >= Bank.LEAST_WEIGHT) {
                apart += shares[i] * squared(means[i] - mean);
            }
        }
        return apart;
    }

    private static double squared(double value) {
        return value * value;
    }

    /** The model of a belief that is not the level; until there are waves, who believes in them has the least cautious one. */
    private RidgeModel model(int belief) {
        if (belief <= linear.length) {
            return linear[belief - 1];
        }
        return waved == null ? linear[0] : waved;
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
            for (RidgeModel model : linear) {
                model.forget(left);
            }
            if (waved != null) {
                waved.forget(left);
            }
            modelsAt = round;
        }
    }

    /**
     * Learns one row, and writes what each belief lost by it to the bank.
     *
     * @param errors out: the targets less what the mixture expected
     * @param stepSize in (0, 1]; 1 unless there is but one target, and no waves
     */
    void learn(double[] x, double[] z, double[] targets, double[] errors, double stepSize, Bank bank, long revision) {
        for (int t = 0; t < targets.length; t++) {
            beliefErrors[t] = targets[t] - level.mean(t);
            errors[t] = bank.weight(0) * beliefErrors[t];
        }
        bank.losses()[0] = bank.loss(beliefErrors);
        level.learn(targets, stepSize);
        for (int i = 1; i < bank.size(); i++) {
            if (i <= linear.length || waved != null) {
                learn(model(i), i <= linear.length ? x : z, targets, stepSize);
                bank.losses()[i] = bank.loss(beliefErrors);
            } else {
                bank.losses()[i] = bank.losses()[1];
            }
            for (int t = 0; t < targets.length; t++) {
                errors[t] += bank.weight(i) * beliefErrors[t];
            }
        }
        learntAt = revision;
    }

    private void learn(RidgeModel model, double[] x, double[] targets, double stepSize) {
        if (stepSize == 1) {
            model.learn(x, targets, beliefErrors);
        } else {
            beliefErrors[0] = targets[0] - model.mean(x, 0);
            model.gainUpdate(x, beliefErrors[0], stepSize);
        }
    }

    /** Forgets what is due, then learns rows that others saw, each of this weight. */
    void merge(RowSums rows, double rowWeight, long round, Forgetting forgetting, long revision) {
        level.forget(forgetting.left(round - levelAt));
        levelAt = round;
        double left = forgetting.left(round - modelsAt);
        for (RidgeModel model : linear) {
            model.merge(left, rows, rowWeight);
        }
        if (waved != null) {
            waved.merge(left, rows, rowWeight);
        }
        modelsAt = round;
        level.merge(rows.rows(), rows.targetSums(), rowWeight);
        learntAt = revision;
    }

    /** A linear model, to be looked at. */
    RidgeModel linear(int i) {
        return linear[i];
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
        level.correct(target, difference);
        for (RidgeModel model : linear) {
            model.correct(x, target, difference);
        }
        if (waved != null) {
            waved.correct(z, target, difference);
        }
    }

    void save(SnapshotWriter to) {
        to.putString(kin).putLong(modelsAt).putLong(levelAt).putLong(learntAt);
        to.putInt(waved == null ? 0 : 1);
        level.save(to);
        for (RidgeModel model : linear) {
            model.save(to);
        }
        if (waved != null) {
            waved.save(to);
        }
    }

    /** The arm that {@link #save} put there; it has waves when {@code dimensionWithWaves} is larger than {@code dimension}. */
    static ArmModel restore(SnapshotReader from, int models, int dimension, int dimensionWithWaves, int targets) {
        String kin = from.getString();
        long modelsAt = from.getLong();
        long levelAt = from.getLong();
        long learntAt = from.getLong();
        int waves = dimensionWithWaves > dimension ? 1 : 0;
        from.getInt("models with waves", waves, waves);
        Level level = Level.restore(from, targets);
        RidgeModel[] linear = new RidgeModel[models];
        for (int i = 0; i < models; i++) {
            linear[i] = RidgeModel.restore(from, dimension, targets);
        }
        RidgeModel waved = waves == 0 ? null : RidgeModel.restore(from, dimensionWithWaves, targets);
        ArmModel restored = new ArmModel(kin, level, linear, waved);
        restored.modelsAt = modelsAt;
        restored.levelAt = levelAt;
        restored.learntAt = learntAt;
        return restored;
    }
}

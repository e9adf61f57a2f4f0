package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is believed of one arm: a regression of its own for each belief of the key's {@link Bank}. Not thread-safe. */
final class ArmModel {

    /* Those that forget do so towards their priors. The models are moved in strides, whoever predicts makes up for the rest. */

    private static final RidgeModel[] NONE = {};

    private final String kin;
    private final Level[] levels;
    private final RidgeModel[] linear;
    private RidgeModel[] waved;
    private final double[] beliefErrors;
    private long modelsAt;
    private long levelsAt;
    private long learntAt;
    private @Nullable ArmModel fixed;

    private ArmModel(String kin, Level[] levels, RidgeModel[] linear, RidgeModel[] waved) {
        this.kin = kin;
        this.levels = levels;
        this.linear = linear;
        this.waved = waved;
        this.beliefErrors = new double[linear[0].targets()];
    }

    /** An arm that starts from the coefficients all arms have in common, where every feature is 0 on average. */
    static ArmModel startingFrom(String kin, RidgeModel pooled, Bank bank, long round) {
        double[] prior = new double[pooled.targets()];
        for (int t = 0; t < prior.length; t++) {
            prior[t] = pooled.coefficient(t, 0);
        }
        Level[] levels = new Level[bank.levels()];
        Arrays.setAll(levels, i -> new Level(prior));
        RidgeModel[] linear = new RidgeModel[bank.linear()];
        Arrays.setAll(linear, i -> RidgeModel.startingFrom(pooled, bank.precisions(i)));
        return at(round, new ArmModel(kin, levels, linear, NONE));
    }

    /** An arm that starts from what is known of the one it follows, held as loosely as anything new. */
    ArmModel follower(Bank bank, long round) {
        Level[] ofFollower = new Level[levels.length];
        Arrays.setAll(ofFollower, i -> levels[i].follower());
        RidgeModel[] linearOfFollower = new RidgeModel[linear.length];
        Arrays.setAll(linearOfFollower, i -> RidgeModel.startingFrom(linear[i], bank.precisions(i)));
        RidgeModel[] wavedOfFollower = new RidgeModel[waved.length];
        Arrays.setAll(wavedOfFollower, i -> RidgeModel.startingFrom(waved[i], bank.precisions(linear.length + i)));
        return at(round, new ArmModel(kin, ofFollower, linearOfFollower, wavedOfFollower));
    }

    private static ArmModel at(long round, ArmModel arm) {
        arm.modelsAt = round;
        arm.levelsAt = round;
        return arm;
    }

    /** What it knows now, to be read while it learns on; the same until it does. */
    ArmModel fixed() {
        if (fixed == null) {
            Level[] levelsNow = new Level[levels.length];
            Arrays.setAll(levelsNow, i -> levels[i].copy());
            fixed = new ArmModel(kin, levelsNow, fixed(linear), fixed(waved));
            fixed.modelsAt = modelsAt;
            fixed.levelsAt = levelsAt;
            fixed.learntAt = learntAt;
        }
        return fixed;
    }

    private static RidgeModel[] fixed(RidgeModel[] models) {
        RidgeModel[] now = new RidgeModel[models.length];
        Arrays.setAll(now, i -> models[i].fixed());
        return now;
    }

    /** Believes in waves from here on, or in others than before: as if all waves had been 0 in what it learnt. */
    void wave(Bank bank) {
        fixed = null;
        waved = new RidgeModel[bank.waved()];
        Arrays.setAll(waved, i -> linear[0].extended(bank.ofWaves(i)));
    }

    /** Whether it believes in waves. */
    boolean isWaved() {
        return waved.length > 0;
    }

    /** What it shares with those that may follow it. */
    String kin() {
        return kin;
    }

    /** The revision at which it last learnt. */
    long learntAt() {
        return learntAt;
    }

    /** What is left, when a prediction is made in this round, of what the levels learnt that forget. */
    double levelsLeft(long round, Forgetting forgetting) {
        return forgetting.left(round - levelsAt);
    }

    /** The same of the models, but for what they have forgotten already. */
    double modelsLeft(long round, Forgetting forgetting) {
        return forgetting.left(round - modelsAt);
    }

    /** Forgets what is due before a row of this round is learnt. */
    void forget(long round, Bank bank, Forgetting forgetting) {
        fixed = null;
        forgetLevels(round, bank, forgetting);
        if (forgetting.isDue(round - modelsAt)) {
            double left = forgetting.left(round - modelsAt);
            for (int i = 0; i < linear.length; i++) {
                if (bank.forgets(levels.length + i)) {
                    linear[i].forget(left);
                }
            }
            for (int i = 0; i < waved.length; i++) {
                if (bank.forgets(levels.length + linear.length + i)) {
                    waved[i].forget(left);
                }
            }
            modelsAt = round;
        }
    }

    private void forgetLevels(long round, Bank bank, Forgetting forgetting) {
        double left = forgetting.left(round - levelsAt);
        for (int i = 0; i < levels.length; i++) {
            if (bank.forgets(i)) {
                levels[i].forget(left);
            }
        }
        levelsAt = round;
    }

    /**
     * Learns one row, and writes what each belief lost by it to the bank.
     *
     * @param errors out: the targets less what the mixture expected
     * @param stepSize in (0, 1]; 1 unless there is but one target, and no waves
     */
    void learn(Design design, double[] targets, double[] errors, double stepSize, Bank bank, long revision) {
        fixed = null;
        Arrays.fill(errors, 0);
        for (int i = 0; i < levels.length; i++) {
            for (int t = 0; t < targets.length; t++) {
                beliefErrors[t] = targets[t] - levels[i].mean(t);
            }
            levels[i].learn(targets, stepSize);
            lose(i, bank, errors);
        }
        for (int i = 0; i < linear.length; i++) {
            learn(linear[i], design.x(), targets, stepSize);
            lose(levels.length + i, bank, errors);
            if (i == 0 && !isWaved()) {
                for (int unwaved = levels.length + linear.length; unwaved < bank.size(); unwaved++) {
                    lose(unwaved, bank, errors);
                }
            }
        }
        for (int i = 0; i < waved.length; i++) {
            learn(waved[i], design.waved(i), targets, stepSize);
            lose(levels.length + linear.length + i, bank, errors);
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

    /** Writes what a belief lost by its errors, and its part in the errors of the mixture. */
    private void lose(int belief, Bank bank, double[] errors) {
        bank.losses()[belief] = bank.loss(beliefErrors);
        for (int t = 0; t < errors.length; t++) {
            errors[t] += bank.weight(belief) * beliefErrors[t];
        }
    }

    /**
     * Forgets what is due, then learns rows that others saw.
     *
     * @param rowWeight what is left of each of the rows, to those that forget
     */
    void merge(RowSums rows, double rowWeight, Bank bank, long round, Forgetting forgetting, long revision) {
        fixed = null;
        forgetLevels(round, bank, forgetting);
        for (int i = 0; i < levels.length; i++) {
            levels[i].merge(rows.rows(), rows.targetSums(), bank.forgets(i) ? rowWeight : 1);
        }
        double left = forgetting.left(round - modelsAt);
        for (int i = 0; i < linear.length; i++) {
            boolean fades = bank.forgets(levels.length + i);
            linear[i].merge(fades ? left : 1, rows, fades ? rowWeight : 1);
        }
        int width = linear[0].dimension();
        for (int i = 0; i < waved.length; i++) {
            boolean fades = bank.forgets(levels.length + linear.length + i);
            RowSums seen = rows.beside(width, bank.beliefs().wavesBefore(i), waved[i].dimension() - width);
            waved[i].merge(fades ? left : 1, seen, fades ? rowWeight : 1);
        }
        modelsAt = round;
        learntAt = revision;
    }

    /** A linear model, to be looked at. */
    RidgeModel linear(int i) {
        return linear[i];
    }

    /** A linear model with waves, to be looked at; there is one where it {@link #isWaved}. */
    RidgeModel waved(int i) {
        return waved[i];
    }

    /** A bare level, to be looked at. */
    Level level(int i) {
        return levels[i];
    }

    /** Moves a target of a row learnt before. */
    void correct(Design design, int target, double difference) {
        fixed = null;
        for (Level level : levels) {
            level.correct(target, difference);
        }
        for (RidgeModel model : linear) {
            model.correct(design.x(), target, difference);
        }
        for (int i = 0; i < waved.length; i++) {
            waved[i].correct(design.waved(i), target, difference);
        }
    }

    void save(SnapshotWriter to) {
        to.putString(kin).putLong(modelsAt).putLong(levelsAt).putLong(learntAt);
        to.putInt(waved.length);
        for (Level level : levels) {
            level.save(to);
        }
        for (RidgeModel model : linear) {
            model.save(to);
        }
        for (RidgeModel model : waved) {
            model.save(to);
        }
    }

    /** The arm that {@link #save} put there, with waves or without. */
    static ArmModel restore(SnapshotReader from, Bank bank, boolean isWaved, int targets) {
        String kin = from.getString();
        long modelsAt = from.getLong();
        long levelsAt = from.getLong();
        long learntAt = from.getLong();
        int ofWaves = isWaved ? bank.waved() : 0;
        from.getInt("models with waves", ofWaves, ofWaves);
        Level[] levels = new Level[bank.levels()];
        Arrays.setAll(levels, i -> Level.restore(from, targets));
        RidgeModel[] linear = new RidgeModel[bank.linear()];
        Arrays.setAll(linear, i -> RidgeModel.restore(from, bank.precisions(i).length, targets));
        RidgeModel[] waved = new RidgeModel[ofWaves];
        Arrays.setAll(waved, i -> RidgeModel.restore(from, bank.precisions(linear.length + i).length, targets));
        ArmModel restored = new ArmModel(kin, levels, linear, waved);
        restored.modelsAt = modelsAt;
        restored.levelsAt = levelsAt;
        restored.learntAt = learntAt;
        return restored;
    }
}

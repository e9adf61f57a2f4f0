package io.granger.rl.bandit;

import io.granger.rl.Moments;
import io.granger.rl.OnlineStandardizer;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arms of one key: their standardisation, a model of all of them together, and what is believed of each. Not thread-safe. */
final class ArmsOfKey {

    /*
     * Forgetting counts rows of the key, not rows of the arm, so that an arm nobody chooses is doubted more and more and
     * in the end tried again. Models are moved in few strides: predictions make up for what they have yet to forget.
     */

    /** What a state's feature means for one arm says nothing of another: all together have a level, and what their own features mean. */
    private static final double POOLED_CAUTION = 1e6;

    private static final double STRIDES = 4;

    private final LinearArmsSettings settings;
    private Forgetting forgetting;
    private final int stateWidth;
    private final int armWidth;
    private final Bank bank;
    private final OnlineStandardizer standardizer;
    private final RidgeModel pooled;
    private final ArmModels arms;
    private long pooledAt;
    private long round;
    private @Nullable ArmsOfKey fixed;
    private @Nullable MinuteRows minutes;
    private @Nullable KeySums news;
    private boolean frozen;

    private final Design design;
    private final double[] x;
    private final Expectation expected;
    private final double[] errors;
    private final double[] oneTarget = new double[1];

    /** Arms of which nothing is known. */
    ArmsOfKey(LinearArmsSettings settings, int targets, int stateWidth, int armWidth) {
        this(
                settings,
                stateWidth,
                armWidth,
                new OnlineStandardizer(stateWidth + armWidth),
                new Bank(settings, targets, stateWidth, armWidth),
                null,
                RidgeModel.withPrior(
                        settings.precisions(POOLED_CAUTION, stateWidth, armWidth),
                        settings.prior(targets, stateWidth + armWidth)));
    }

    private ArmsOfKey(
            LinearArmsSettings settings,
            int stateWidth,
            int armWidth,
            OnlineStandardizer standardizer,
            Bank bank,
            @Nullable ArmModels arms,
            RidgeModel pooled) {
        this.settings = settings;
        this.forgetting = new Forgetting(settings.memory(), STRIDES);
        this.stateWidth = stateWidth;
        this.armWidth = armWidth;
        this.bank = bank;
        this.standardizer = standardizer;
        this.pooled = pooled;
        this.arms = arms == null ? new ArmModels(bank) : arms;
        this.design = new Design(settings, standardizer, stateWidth);
        this.x = design.x();
        this.expected = new Expectation(bank, design);
        this.errors = new double[pooled.targets()];
    }

    /** What is known now, to be scored with while others learn; the same until somebody does. */
    ArmsOfKey fixed() {
        if (fixed == null) {
            Bank bankNow = bank.copy();
            ArmModels armsNow = arms.fixed(bankNow);
            fixed = new ArmsOfKey(
                    settings, stateWidth, armWidth, standardizer.copy(), bankNow, armsNow, pooled.fixed());
            fixed.design.wave(design.waves());
            fixed.forgetting = forgetting;
            fixed.round = round;
        }
        return fixed;
    }

    /** How many arms have a model of their own. */
    int size() {
        return arms.size();
    }

    void score(float[] state, List<Arm> scored, double[] weights, double[] value, double[] spread) {
        Bounds.requireLength("state features", stateWidth, state.length);
        design.place(state);
        double noise = bank.residuals().sd(weights);
        double bold = settings.spreadScale() * noise * bank.boldness().now();
        double due = settings.triesDue(round, scored.size());
        for (int i = 0; i < value.length; i++) {
            Arm arm = scored.get(i);
            Bounds.requireLength("arm features", armWidth, arm.features().length);
            design.place(arm);
            ArmModel known = arms.get(arm.id());
            double variance;
            double rows;
            if (known == null) {
                value[i] = expectedOfNew(arm, weights, noise);
                variance = bank.priorVariance(design);
                rows = settings.interceptPrecision();
            } else {
                expected.look(known, weights, noise, round, forgetting);
                value[i] = expected.mean();
                variance = expected.variance();
                rows = expected.rows();
            }
            spread[i] = bold * (1 + due / rows) * StrictMath.sqrt(variance);
        }
    }

    private double expectedOfNew(Arm arm, double[] weights, double noise) {
        ArmModel last = arms.lastOf(arm.kin());
        if (last == null) {
            return pooled.mean(x, weights);
        }
        expected.look(last, weights, noise, round, forgetting);
        return expected.mean();
    }

    /** Learns from a choice what boldness earns, of which {@link #learn} is to hear next. */
    void judge(Choice choice, double reward) {
        fixed = null;
        double advantage = Boldness.advantage(choice, reward);
        bank.boldness().observe(advantage);
        if (news != null) {
            news.judge(advantage);
        }
    }

    void learn(float[] state, Arm arm, double[] targets, long revision) {
        ArmModel of = observe(state, arm);
        of.learn(design, targets, errors, 1, bank, revision);
        bank.learn(errors);
        pooled.update(x, targets);
        if (news != null) {
            news.learn(arm, design.z(), standardizer, targets, errors, bank.losses());
        }
    }

    void learnTowards(float[] state, Arm arm, double target, double stepSize, long revision) {
        ArmModel of = observe(state, arm);
        oneTarget[0] = target;
        of.learn(design, oneTarget, errors, stepSize, bank, revision);
        bank.learn(errors);
        pooled.gainUpdate(x, target - pooled.mean(x, 0), stepSize);
        if (news != null) {
            // a step that goes part of the way is a whole one towards a nearer target
            oneTarget[0] = target - (1 - stepSize) * errors[0];
            news.learn(arm, design.z(), standardizer, oneTarget, errors, bank.losses());
        }
    }

    /** Whether there was such an arm to correct. */
    boolean correct(float[] state, Arm arm, int target, double difference) {
        ArmModel of = arms.get(arm.id());
        if (of == null) {
            return false;
        }
        requireWidths(state, arm);
        fixed = null;
        design.place(state, arm);
        of.correct(design, target, difference);
        pooled.correct(x, target, difference);
        if (news != null) {
            news.correct(arm, design.z(), standardizer, target, difference);
        }
        return true;
    }

    /**
     * From here on collects what it learns for others, and forgets by the minute.
     *
     * @param freeze whether the standardisation stays as it is
     */
    void share(boolean freeze) {
        fixed = null;
        frozen = freeze;
        forgetting = new Forgetting(settings.memory(), true);
        minutes = new MinuteRows(forgetting);
        news = KeySums.inUnitsOf(standardizer, stateWidth, pooled.targets(), bank.size(), design.waves());
    }

    /** Begins a minute. */
    void startMinute(long minute) {
        fixed = null;
        round = shared(minutes).start(minute, round);
    }

    /** What was learnt here since the last call. */
    KeySums drain() {
        KeySums drained = shared(news);
        news = KeySums.inUnitsOf(standardizer, stateWidth, pooled.targets(), bank.size(), design.waves());
        return drained;
    }

    /** Whether nothing was learnt here since the last {@link #drain}. */
    boolean isDrained() {
        return shared(news).arms().isEmpty();
    }

    /** Refuses sums over features of other widths. */
    void requireFit(KeySums sums) {
        Bounds.requireLength("state features", stateWidth, sums.stateWidth());
        Bounds.requireLength("features", stateWidth + armWidth, sums.features());
    }

    /** Learns what another member learnt in that minute. */
    void merge(KeySums sums, long minute, long revision) {
        fixed = null;
        if (!frozen) {
            standardizer.merge(sums.seen());
        }
        agreeOnWaves(sums);
        double weight = shared(minutes).weight(minute, round);
        shared(minutes).count(minute, sums.rows());
        double[] factor = sums.factorTo(standardizer);
        double[] offset = sums.offsetTo(standardizer);
        RowSums all = new RowSums(factor.length, pooled.targets());
        sums.arms().values().forEach(of -> all.add(of.rows().mapped(factor, offset)));
        bank.merge(all, sums.losses(), sums.advantage());
        sums.arms()
                .forEach((id, of) -> known(id, of.kin())
                        .merge(of.rows().mapped(factor, offset), weight, bank, round, forgetting, revision));
        pooled.merge(forgetting.left(round - pooledAt), all, weight);
        pooledAt = round;
    }

    /** The least units are everybody's; rows counted in others are learnt as if they had no waves. */
    private void agreeOnWaves(KeySums sums) {
        Waves ours = design.waves();
        Waves theirs = sums.waves();
        if (theirs == null) {
            return;
        }
        int apart = ours == null ? -1 : theirs.compareTo(ours);
        if (apart < 0) {
            wave(theirs);
        } else if (apart > 0) {
            sums.count(null);
        }
    }

    private static <T> T shared(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("arms must be shared first");
        }
        return part;
    }

    void saveMinutes(SnapshotWriter to) {
        shared(minutes).save(to);
    }

    void restoreMinutes(SnapshotReader from) {
        shared(minutes).restore(from);
    }

    /** The model of all arms together. */
    RidgeModel pooled() {
        return pooled;
    }

    /** The waves, once their units are fixed. */
    Optional<Waves> waves() {
        return Optional.ofNullable(design.waves());
    }

    /** How far each belief is trusted, to be looked at. */
    Bank bank() {
        return bank;
    }

    /** The model of one arm, to be looked at. */
    Optional<ArmModel> arm(String id) {
        return Optional.ofNullable(arms.get(id));
    }

    /** The revision at which the arm that learnt longest ago did so. */
    long oldestLearntAt() {
        return arms.oldestLearntAt();
    }

    void removeOldest() {
        fixed = null;
        arms.removeOldest();
    }

    void save(SnapshotWriter to) {
        to.putInt(stateWidth).putInt(armWidth).putLong(round).putLong(pooledAt);
        standardizer.save(to);
        bank.save(to);
        pooled.save(to);
        Waves waves = design.waves();
        to.putInt(waves == null ? 0 : 1);
        if (waves != null) {
            waves.save(to);
        }
        arms.save(to);
    }

    static ArmsOfKey restore(LinearArmsSettings settings, int targets, SnapshotReader from) {
        int stateWidth = from.getInt("state features", 0, 1 << 12);
        int armWidth = from.getInt("arm features", 0, 1 << 12);
        int dimension = 1 + stateWidth + armWidth;
        long round = from.getLong();
        long pooledAt = from.getLong();
        OnlineStandardizer standardizer = OnlineStandardizer.restore(from, stateWidth + armWidth);
        Bank bank = new Bank(settings, targets, stateWidth, armWidth);
        bank.restore(from);
        RidgeModel pooled = RidgeModel.restore(from, dimension, targets);
        ArmsOfKey restored = new ArmsOfKey(settings, stateWidth, armWidth, standardizer, bank, null, pooled);
        restored.round = round;
        restored.pooledAt = pooledAt;
        boolean isWaved = from.getInt("waves", 0, bank.waved() > 0 ? 1 : 0) == 1;
        if (isWaved) {
            restored.design.wave(Waves.restore(from, settings, stateWidth));
        }
        restored.arms.restore(from, settings.maxModels(), isWaved, targets);
        return restored;
    }

    /** Takes in the features of a row, forgets what is due, leaves the row's design vector in {@link #x}. */
    private ArmModel observe(float[] state, Arm arm) {
        requireWidths(state, arm);
        fixed = null;
        if (!frozen) {
            standardizer.observe(state, arm.features());
        }
        if (news != null) {
            news.seen().observe(state, arm.features());
        }
        if (design.canWave()) {
            wave(design.wavesNow());
        }
        design.place(state, arm);
        if (minutes == null) {
            round++;
        } else {
            minutes.count();
        }
        if (forgetting.isDue(round - pooledAt)) {
            pooled.forget(forgetting.left(round - pooledAt));
            pooledAt = round;
        }
        ArmModel of = known(arm.id(), arm.kin());
        of.forget(round, bank, forgetting);
        return of;
    }

    private ArmModel known(String id, String kin) {
        return arms.known(id, kin, pooled, design.waves() != null, round);
    }

    /** What the features of its rows were like until now. */
    Moments seen() {
        return standardizer.copy();
    }

    /** Counts waves from here on in these units. */
    private void wave(Waves newWaves) {
        design.wave(newWaves);
        arms.wave();
        if (news != null) {
            news.count(newWaves);
        }
    }

    private void requireWidths(float[] state, Arm arm) {
        Bounds.requireLength("state features", stateWidth, state.length);
        Bounds.requireLength("arm features", armWidth, arm.features().length);
    }
}

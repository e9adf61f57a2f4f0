package io.granger.routing;

import io.granger.rl.Moments;
import io.granger.rl.Scores;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.bandit.Arm;
import io.granger.rl.bandit.Choice;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.bandit.ThompsonProbabilities;
import io.granger.rl.option.Next;
import io.granger.rl.option.OptionAgent;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The built-in policy {@code auto-0}: an option agent for chains and recovery, a bandit for the spoke of a step, and
 * on every level the probability that a candidate is the best given its value and spread (Thompson sampling without
 * the sample).
 *
 * <p>It learns online from closed decisions. Safe for use from several threads: a score waits while a row of its level is learnt,
 * some tens of microseconds, or does not wait and is of what was last {@link #publish}ed.
 */
public final class LearnedRouter implements Router {
    /** Its name in decisions. */
    public static final String POLICY = "auto-0";

    private static final String STEPS_FILE = POLICY + "/steps";
    private static final String OPTIONS_FILE = POLICY + "/options";

    private final String policy;
    private final PartsBandit steps;
    private final OptionAgent options;
    private final boolean learning;
    private final ShortLock stepsLock = new ShortLock();
    private final ShortLock optionsLock = new ShortLock();
    private final ShortLock publishedLock = new ShortLock();
    private final Estimates live;
    private volatile Estimates estimates;
    private volatile boolean isPublishing;
    private volatile long stepRows;
    private volatile long optionRows;

    /**
     * A router over two learners, which it shares with nobody.
     *
     * @param learning false for {@code policy.online: none}: nothing changes a value, bit for bit
     */
    public LearnedRouter(PartsBandit steps, OptionAgent options, boolean learning) {
        this(POLICY, steps, options, learning);
    }

    /**
     * The same under another name.
     *
     * @param policy its name in decisions, the version of a trained policy
     */
    public LearnedRouter(String policy, PartsBandit steps, OptionAgent options, boolean learning) {
        this.policy = policy;
        this.steps = steps;
        this.options = options;
        this.learning = learning;
        this.live = new Estimates(steps.live(), options.live());
        this.estimates = live;
        this.stepRows = steps.revision();
        this.optionRows = options.revision();
    }

    /** What both levels expect. */
    private record Estimates(PartsBandit.Estimates steps, OptionAgent.Estimates options) {
        long revision() {
            return steps.revision() + options.revision();
        }
    }

    /** A router that knows nothing yet and learns. */
    public static LearnedRouter cold() {
        return new LearnedRouter(new PartsBandit(), new OptionAgent(), true);
    }

    /** The router that was saved; throws {@link SnapshotRejected} for files that are missing, damaged or of other settings. */
    public static LearnedRouter restore(Map<String, byte[]> files, boolean learning) {
        PartsBandit steps = PartsBandit.restore(file(files, STEPS_FILE));
        if (!steps.arms().settings().equals(PartsBandit.DEFAULTS)) {
            throw new SnapshotRejected(STEPS_FILE + " must have the settings of this version, has "
                    + steps.arms().settings());
        }
        return new LearnedRouter(steps, OptionAgent.restore(file(files, OPTIONS_FILE)), learning);
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw new SnapshotRejected("files of " + POLICY + " must hold " + name + ", hold " + files.keySet());
        }
        return file;
    }

    /** All it knows, by file name, to be kept over a restart. */
    public Map<String, byte[]> save() {
        return alone(() -> Map.of(STEPS_FILE, steps.save(), OPTIONS_FILE, options.save()));
    }

    /** Does it while nobody learns, and publishes what it changed where that was begun. */
    <T> T alone(Supplier<T> work) {
        return stepsLock.get(() -> optionsLock.get(() -> {
            try {
                return work.get();
            } finally {
                stepRows = steps.revision();
                optionRows = options.revision();
                if (isPublishing) {
                    estimates = new Estimates(steps.estimates(), options.estimates());
                }
            }
        }));
    }

    /**
     * Lets scores be of what it knows now, and from here on of what it knew at the last call: for a router that learns on a thread of its
     * own, where nobody who scores shall wait for a lesson. Copies what was learnt since the last call.
     */
    public void publish() {
        if (!isPublishing || estimates.revision() != revision()) {
            isPublishing = true;
            alone(() -> this);
        }
    }

    private void ofSteps(Runnable lesson) {
        stepsLock.run(() -> {
            lesson.run();
            stepRows = steps.revision();
        });
    }

    private void ofOptions(Runnable lesson) {
        optionsLock.run(() -> {
            lesson.run();
            optionRows = options.revision();
        });
    }

    private ShortLock lock(Level level) {
        return level == Level.STEP ? stepsLock : optionsLock;
    }

    /**
     * From here on learns together with the routers of other members, which run the same policy.
     *
     * @param member a name that no other member has or had
     */
    public SharedLearning share(String member) {
        return alone(() -> new SharedLearning(this, member, steps.arms(), options.arms()));
    }

    /** Knows from here on what was saved, in the place of what it knew; {@link SnapshotRejected} leaves it as it was. */
    void become(Map<String, byte[]> files) {
        PartsBandit otherSteps = PartsBandit.restore(file(files, STEPS_FILE));
        OptionAgent otherOptions = OptionAgent.restore(file(files, OPTIONS_FILE));
        if (!otherSteps.arms().settings().equals(steps.arms().settings())
                || !otherOptions.settings().equals(options.settings())) {
            throw new SnapshotRejected("settings of " + policy + " must be those it runs with, are others");
        }
        alone(() -> {
            steps.arms().become(otherSteps.arms());
            options.arms().become(otherOptions.arms());
            return this;
        });
    }

    /** This policy with what {@link #save} of it kept of its learning; throws {@link SnapshotRejected} for anything else. */
    public LearnedRouter resumed(Map<String, byte[]> files) {
        return alone(() -> new LearnedRouter(
                policy,
                PartsBandit.restore(file(files, STEPS_FILE)),
                options.resumed(file(files, OPTIONS_FILE)),
                learning));
    }

    @Override
    public String policy() {
        return policy;
    }

    @Override
    public long revision() {
        return stepRows + optionRows;
    }

    /** What the features of the rows it learnt from were like until now, the state's first; empty for a key it knows nothing of. */
    public Optional<Moments> learntFrom(Level level, String key) {
        return lock(level)
                .get(() -> level == Level.STEP
                        ? steps.arms().seen(key)
                        : options.arms().seen(key));
    }

    @Override
    public Judged judge(Situation situation) {
        Estimates now = estimates;
        if (now != live) {
            return publishedLock.get(() -> new Judged(now.revision(), score(now, situation)));
        }
        // Rows of the other level change none of these scores, and revisions only grow: no other state has this one.
        return lock(situation.level()).get(() -> new Judged(revision(), score(live, situation)));
    }

    @Override
    public Scores score(Situation situation) {
        return judge(situation).scores();
    }

    private static Scores score(Estimates estimates, Situation situation) {
        int[] eligible = EligibleArms.places(situation);
        Scores of = situation.level() == Level.STEP
                ? estimates
                        .steps()
                        .score(
                                situation.key(),
                                stepState(situation.state(), situation.stepWidth()),
                                EligibleArms.arms(situation, eligible),
                                situation.preset().weights())
                : estimates
                        .options()
                        .score(situation.key(), situation.state(), EligibleArms.optionArms(situation, eligible));
        int n = situation.candidates().size();
        double[] value = new double[n];
        double[] spread = new double[n];
        for (int i = 0; i < eligible.length; i++) {
            value[eligible[i]] = of.value()[i];
            spread[eligible[i]] = of.spread()[i];
        }
        return new Scores(value, spread);
    }

    @Override
    public double[] base(Scores scores, Situation situation) {
        int[] eligible = EligibleArms.places(situation);
        double[] mean = new double[eligible.length];
        double[] spread = new double[eligible.length];
        for (int i = 0; i < eligible.length; i++) {
            mean[i] = scores.value()[eligible[i]];
            spread[i] = scores.spread()[eligible[i]];
        }
        double[] best = situation.level() == Level.STEP
                ? PartsBandit.probabilities(new Scores(mean, spread))
                : ThompsonProbabilities.of(mean, spread);
        double[] base = new double[situation.candidates().size()];
        for (int i = 0; i < eligible.length; i++) {
            base[eligible[i]] = best[i];
        }
        if (situation.level() == Level.STEP) {
            Probation.bound(base, situation);
        }
        return base;
    }

    /** Learns from a closed step; a row without targets, as of a step nobody knows the outcome of, teaches nothing. */
    public void learnStep(ExperienceRow row) {
        requireLevel(row, true);
        if (!learning || row.targets().length == 0) {
            return;
        }
        Decision decision = row.decision();
        float[] state = stepState(decision.state(), decision.stepWidth());
        Arm arm = EligibleArms.arm(decision.chosenEntry());
        String key = decision.key();
        if (decision.policy().equals(policy)) {
            Choice choice = choice(decision);
            double[] weights = decision.preset().weights();
            ofSteps(() -> steps.learn(key, state, arm, row.targets(), choice, weights));
        } else {
            ofSteps(() -> steps.learn(key, state, arm, row.targets()));
        }
    }

    /** A decision of its own as it was logged. */
    private static Choice choice(Decision decision) {
        int[] eligible = EligibleArms.places(decision.situation());
        double[] value = new double[eligible.length];
        double[] spread = new double[eligible.length];
        double[] probabilities = new double[eligible.length];
        int chosen = -1;
        for (int i = 0; i < eligible.length; i++) {
            CandidateEntry entry = decision.candidates().get(eligible[i]);
            value[i] = entry.score();
            spread[i] = entry.spread();
            probabilities[i] = entry.probability();
            chosen = eligible[i] == decision.chosen() ? i : chosen;
        }
        return new Choice(new Scores(value, spread), probabilities, chosen);
    }

    /**
     * Learns from a closed option or recovery decision; a truncated one teaches nothing.
     *
     * @param next the situation of the decision that follows, whose eligible candidates could start; empty when the
     *     task ended
     */
    public void learnOption(ExperienceRow row, Optional<Situation> next) {
        requireLevel(row, false);
        if (learning) {
            transition(row, next).ifPresent(learnt -> ofOptions(() -> options.learn(learnt)));
        }
    }

    /** What a closed option or recovery decision teaches; empty for one that was cut off, or whose sequel is not known. */
    public static Optional<SmdpTransition> transition(ExperienceRow row, Optional<Situation> next) {
        if (row.truncated() || (!row.terminated() && next.isEmpty())) {
            return Optional.empty();
        }
        Decision decision = row.decision();
        CandidateEntry chosen = decision.chosenEntry();
        return Optional.of(new SmdpTransition(
                decision.key(),
                chosen.id(),
                decision.state(),
                chosen.features(),
                row.reward(),
                Math.max(1, row.k()),
                row.terminated(),
                row.terminated() ? Optional.empty() : next.map(LearnedRouter::next)));
    }

    /**
     * Applies what was said about a step, or about the task that a row ended, after it was learnt. Rows that ended no task
     * carry no reward that could change.
     *
     * @param before {@link RewardModel#joined} without the new outcome
     * @param after the same with it
     */
    public void correct(ExperienceRow row, double[] before, double[] after) {
        if (!learning || after.length == 0) {
            return;
        }
        if (row.decision().level() == Level.STEP) {
            correctStep(row.decision(), before, after);
        } else if (row.terminated()) {
            correctEnd(row.decision(), before, after);
        }
    }

    private void correctEnd(Decision decision, double[] before, double[] after) {
        double[] weights = decision.preset().weights();
        CandidateEntry chosen = decision.chosenEntry();
        OptionArm arm = new OptionArm(chosen.id(), chosen.features());
        double difference = RewardModel.score(weights, after) - RewardModel.score(weights, before);
        ofOptions(() -> options.correct(decision.key(), decision.state(), arm, difference));
    }

    private void correctStep(Decision decision, double[] before, double[] after) {
        String key = decision.key();
        float[] state = stepState(decision.state(), decision.stepWidth());
        Arm arm = EligibleArms.arm(decision.chosenEntry());
        ofSteps(() -> {
            for (int i = 0; i < Math.min(before.length, after.length); i++) {
                if (before[i] != after[i]) {
                    steps.correct(key, state, arm, i, after[i] - before[i]);
                }
            }
        });
    }

    private static void requireLevel(ExperienceRow row, boolean step) {
        Level level = row.decision().level();
        if ((level == Level.STEP) != step) {
            throw new IllegalArgumentException("level must " + (step ? "be" : "not be") + " step, is " + level.word());
        }
    }

    private static Next next(Situation situation) {
        return new Next(
                situation.key(), situation.state(), EligibleArms.optionArms(situation, EligibleArms.places(situation)));
    }

    private static float[] stepState(float[] state, int stepWidth) {
        return stepWidth == state.length ? state : Arrays.copyOf(state, stepWidth);
    }
}

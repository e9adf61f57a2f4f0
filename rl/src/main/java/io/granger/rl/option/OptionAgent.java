package io.granger.rl.option;

import io.granger.rl.Scores;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import io.granger.rl.bandit.Arm;
import io.granger.rl.bandit.LinearArms;
import io.granger.rl.learn.SmdpTargets;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns the values of options by SMDP Q-learning with linear values and a least-squares gain.
 *
 * <p>Sutton, Precup and Singh (1999), "Between MDPs and semi-MDPs"; Bradtke and Barto (1996), "Linear least-squares algorithms for
 * temporal difference learning". It holds values and no state of any episode: episodes may interleave as they like. Choose by {@link
 * io.granger.rl.bandit.ThompsonProbabilities} of the scores. Not thread-safe, not even to score: confine it to one thread.
 */
public final class OptionAgent {

    private static final int KIND = 2;
    private static final int VERSION = 6;
    private static final double[] ONE = {1};

    /** What is known of values beforehand: the agent learns what it leaves unexplained. */
    @FunctionalInterface
    public interface Baseline {
        /** Nothing is known. */
        Baseline ZERO = (key, state, startable) -> new double[startable.size()];

        /** A value for each option, finite, in a fresh array. */
        double[] of(String key, float[] state, List<OptionArm> startable);

        /** The same for another thread. */
        default Baseline apart() {
            return this;
        }
    }

    private final OptionAgentSettings settings;
    private final Baseline baseline;
    private final Baseline baselineOfEstimates;
    private final LinearArms values;

    /** An agent with {@link OptionAgentSettings#defaults} that knows nothing. */
    public OptionAgent() {
        this(OptionAgentSettings.defaults());
    }

    /** An agent that knows nothing. */
    public OptionAgent(OptionAgentSettings settings) {
        this(settings, Baseline.ZERO);
    }

    /** An agent that knows no more than this; it is never changed and not saved. */
    public OptionAgent(OptionAgentSettings settings, Baseline baseline) {
        this(settings, baseline, new LinearArms(settings.values(), 1));
    }

    private OptionAgent(OptionAgentSettings settings, Baseline baseline, LinearArms values) {
        this.settings = settings;
        this.baseline = baseline;
        this.baselineOfEstimates = baseline.apart();
        this.values = values;
    }

    /** The settings it learns with. */
    public OptionAgentSettings settings() {
        return settings;
    }

    /**
     * Expected return of each option from here, and how sure that is. Changes nothing.
     *
     * @param key what the options have in common; every row of a key has as many state and option features
     */
    public Scores score(String key, float[] state, List<OptionArm> startable) {
        return score(values, baseline, key, state, startable);
    }

    private static Scores score(
            LinearArms values, Baseline baseline, String key, float[] state, List<OptionArm> startable) {
        Scores scores = values.score(key, state, arms(startable), ONE);
        double[] known = baseline.of(key, state, startable);
        for (int i = 0; i < known.length; i++) {
            scores.value()[i] += known[i];
        }
        return scores;
    }

    /** Learns from one option that ended; one that was cut off, or a step size of 0, changes nothing at all. */
    public void learn(SmdpTransition transition) {
        learn(transition, this);
    }

    /**
     * The same with what comes after valued by another agent: one pass of this over a log is one iteration of fitted Q (Ernst, Geurts
     * and Wehenkel 2005, "Tree-based batch mode reinforcement learning").
     *
     * @param after values the options startable where the option ended
     */
    public void learn(SmdpTransition transition, OptionAgent after) {
        if (settings.stepSize() == 0
                || (!transition.terminated() && transition.next().isEmpty())) {
            return;
        }
        double[] qT = transition.next().map(after::valuesOf).orElse(new double[0]);
        double target = SmdpTargets.qLearning(
                transition.reward(), settings.gamma(), transition.k(), transition.terminated(), qT);
        // linear values may leave the range of returns; a target from them must not
        double clipped = Math.max(settings.lowestReturn(), Math.min(settings.highestReturn(), target));
        OptionArm option = new OptionArm(transition.option(), transition.optionFeatures());
        double known = baseline.of(transition.key(), transition.state(), List.of(option))[0];
        values.learnTowards(
                transition.key(),
                transition.state(),
                new Arm(transition.option(), transition.optionFeatures()),
                clipped - known,
                settings.stepSize());
    }

    /**
     * Changes the reward of a terminated option learnt before by {@code difference}, when an outcome came late; nothing when the
     * option is no longer remembered.
     */
    public void correct(String key, float[] state, OptionArm option, double difference) {
        double step = settings.stepSize() * difference;
        if (step != 0) {
            values.correct(key, state, new Arm(option.option(), option.features()), 0, step);
        }
    }

    /** What it expects at any time: confined to its thread, as it is. */
    public Estimates live() {
        return new Estimates(values, baseline);
    }

    /** What it expects now, whatever it learns later. Copies what was learnt since the last call. */
    public Estimates estimates() {
        return new Estimates(values.fixed(), baselineOfEstimates);
    }

    /**
     * What an agent expects. Those of one revision are safe beside the agent, which may learn meanwhile; but all that were taken from one
     * agent are to be confined to one thread at a time.
     */
    public static final class Estimates {
        private final LinearArms values;
        private final Baseline baseline;

        private Estimates(LinearArms values, Baseline baseline) {
            this.values = values;
            this.baseline = baseline;
        }

        /** How many transitions and corrections the agent had learnt from by then. */
        public long revision() {
            return values.revision();
        }

        /** As {@link OptionAgent#score}. */
        public Scores score(String key, float[] state, List<OptionArm> startable) {
            return OptionAgent.score(values, baseline, key, state, startable);
        }
    }

    /** The models it is made of, to be shared with other members. */
    public LinearArms arms() {
        return values;
    }

    /** How many transitions and corrections it has learnt from. */
    public long revision() {
        return values.revision();
    }

    /** Everything it knows, in the layout of {@link SnapshotWriter}. */
    public byte[] save() {
        SnapshotWriter to = new SnapshotWriter(KIND, VERSION);
        to.putDouble(settings.gamma()).putDouble(settings.stepSize());
        to.putDouble(settings.lowestReturn()).putDouble(settings.highestReturn());
        values.save(to);
        return to.finish();
    }

    /** The agent that {@link #save} saved, equal bit for bit; throws {@link SnapshotRejected} for anything else. */
    public static OptionAgent restore(byte[] saved) {
        return restore(saved, Baseline.ZERO);
    }

    /** This agent's baseline with what another one of its kind saved. */
    public OptionAgent resumed(byte[] saved) {
        return restore(saved, baseline);
    }

    /** The same over the baseline it was trained with. */
    public static OptionAgent restore(byte[] saved, Baseline baseline) {
        SnapshotReader from = new SnapshotReader(saved, KIND, VERSION);
        double gamma = from.getDouble();
        double stepSize = from.getDouble();
        double lowest = from.getDouble();
        double highest = from.getDouble();
        LinearArms values = LinearArms.restore(from, 1);
        from.finish();
        try {
            return new OptionAgent(
                    new OptionAgentSettings(gamma, stepSize, lowest, highest, values.settings()), baseline, values);
        } catch (IllegalArgumentException refused) {
            throw new SnapshotRejected("settings are bad: " + refused.getMessage());
        }
    }

    private double[] valuesOf(Next next) {
        return score(next.key(), next.state(), next.startable()).value();
    }

    private static List<Arm> arms(List<OptionArm> options) {
        List<Arm> arms = new ArrayList<>(options.size());
        for (OptionArm option : options) {
            arms.add(new Arm(option.option(), option.features()));
        }
        return arms;
    }
}

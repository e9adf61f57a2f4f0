package io.granger.rl.bandit;

import io.granger.rl.Scores;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.List;

/**
 * A contextual bandit whose reward is a weighted sum of {@value #PARTS} parts that are all seen: {@code 2 * sum of w_i * target_i - 1}.
 *
 * <p>The targets are the parts times success (0 or 1), so a failure is worth -1 under any weights that sum to 1, and one model of
 * the targets serves all weights: what was learnt under one set is not lost under another. Choose by {@link #probabilities}. Li et al. (2010), "A contextual-bandit approach to personalized news article recommendation", for a model an arm;
 * Agrawal and Goyal (2013), "Thompson sampling for contextual bandits with linear payoffs". Not thread-safe, not even to score:
 * confine it to one thread.
 */
public final class PartsBandit {

    /** How many parts a reward has. */
    public static final int PARTS = 4;

    /**
     * The one configuration, with the beliefs that fit a choice of 16 arms in a hub. An arm's level is free to be anything (the prior
     * counts for one row); the effect of a state feature is believed with 1, 10 or 100 rows, whichever foretells best; that of an arm's
     * own feature with many, since one arm's hardly vary. Of more than ten state features each is believed less. An unknown arm is
     * expected in the middle. For those who forget a row weighs 1/e after 1,000 later rows of its key; a level and the more cautious
     * never do, and what each foretells says who is believed. It is not bold, and learns how bold to be; but an arm that was hardly
     * tried is given credit for a much wider spread, and in a state unlike those an arm was tried in cautious beliefs give way: a cold start
     * must not give up the one arm that suits a few.
     */
    public static final LinearArmsSettings DEFAULTS = new LinearArmsSettings(
            1,
            1,
            300,
            0.5,
            0.3,
            1,
            1000,
            2048,
            10,
            List.of(),
            new Beliefs(
                    List.of(new Beliefs.Bare(true, 0.005), new Beliefs.Bare(false, 0.005)),
                    List.of(
                            new Beliefs.Linear(1, true, 1),
                            new Beliefs.Linear(10, false, 1),
                            new Beliefs.Linear(100, false, 1)),
                    List.of(new Beliefs.Waved(32, 0.5, 1))),
            0.3,
            4,
            30);

    /** Beliefs for who has a millisecond for a choice: recorded tables. */
    public static final Beliefs WIDE = new Beliefs(
            List.of(new Beliefs.Bare(false, 0.01), new Beliefs.Bare(true, 0.01)),
            List.of(
                    new Beliefs.Linear(1, false, 1),
                    new Beliefs.Linear(1, true, 0.3),
                    new Beliefs.Linear(10, false, 1),
                    new Beliefs.Linear(100, false, 0.3)),
            List.of(new Beliefs.Waved(200, 0.5, 1), new Beliefs.Waved(200, 1, 1)));

    /** Share of the spread that is left to chance, so that no choice is a certain one where arms are close. */
    private static final double DOUBT = 0.3;

    private static final int KIND = 1;
    private static final int VERSION = 7;

    private final LinearArms arms;

    /** A bandit with the {@link #DEFAULTS} that knows nothing. */
    public PartsBandit() {
        this(DEFAULTS);
    }

    /** A bandit that knows nothing. */
    public PartsBandit(LinearArmsSettings settings) {
        this(new LinearArms(settings, PARTS));
    }

    private PartsBandit(LinearArms arms) {
        this.arms = arms;
    }

    /**
     * Expected reward of each arm in [-1, 1] or a little beyond, and how sure that is. Changes nothing.
     *
     * @param key what the arms have in common; every row of a key has as many state and arm features
     * @param weights of the parts, sum 1
     */
    public Scores score(String key, float[] state, List<Arm> candidates, double[] weights) {
        return score(arms, key, state, candidates, weights);
    }

    private static Scores score(LinearArms arms, String key, float[] state, List<Arm> candidates, double[] weights) {
        Scores parts = arms.score(key, state, candidates, weights);
        for (int i = 0; i < parts.size(); i++) {
            parts.value()[i] = 2 * parts.value()[i] - 1;
            parts.spread()[i] *= 2;
        }
        return parts;
    }

    /**
     * The probabilities a choice is drawn from: those of being the best, where the value of each arm is one that a bold observer takes
     * for likely. A pure function of the scores.
     */
    public static double[] probabilities(Scores scores) {
        double[] bold = new double[scores.size()];
        double[] spread = new double[scores.size()];
        for (int i = 0; i < bold.length; i++) {
            bold[i] = scores.value()[i] + scores.spread()[i];
            spread[i] = DOUBT * scores.spread()[i];
        }
        return ThompsonProbabilities.of(bold, spread);
    }

    /**
     * Learns what came of a choice of its own, and how much boldness earns.
     *
     * @param weights of the parts when it was made
     */
    public void learn(String key, float[] state, Arm arm, double[] targets, Choice choice, double[] weights) {
        double reward = -1;
        for (int i = 0; i < PARTS; i++) {
            reward += 2 * weights[i] * targets[i];
        }
        arms.judge(key, choice, reward);
        learn(key, state, arm, targets);
    }

    /** Learns what came of choosing {@code arm}: each part times success, in [0, 1]. */
    public void learn(String key, float[] state, Arm arm, double[] targets) {
        arms.learn(key, state, arm, targets);
    }

    /** Changes one target of a row learnt before, when an outcome came late; nothing when the arm is no longer remembered. */
    public void correct(String key, float[] state, Arm arm, int part, double difference) {
        arms.correct(key, state, arm, part, difference);
    }

    /** What it expects at any time: confined to its thread, as it is. */
    public Estimates live() {
        return new Estimates(arms);
    }

    /** What it expects now, whatever it learns later. Copies what was learnt since the last call. */
    public Estimates estimates() {
        return new Estimates(arms.fixed());
    }

    /**
     * What a bandit expects. Those of one revision are safe beside the bandit, which may learn meanwhile; but all that were taken from
     * one bandit are to be confined to one thread at a time.
     */
    public static final class Estimates {
        private final LinearArms arms;

        private Estimates(LinearArms arms) {
            this.arms = arms;
        }

        /** How many changes the bandit had taken in by then. */
        public long revision() {
            return arms.revision();
        }

        /** As {@link PartsBandit#score}. */
        public Scores score(String key, float[] state, List<Arm> candidates, double[] weights) {
            return PartsBandit.score(arms, key, state, candidates, weights);
        }
    }

    /** The models it is made of, to be shared with other members. */
    public LinearArms arms() {
        return arms;
    }

    /** How many changes it has taken in. */
    public long revision() {
        return arms.revision();
    }

    /** Everything it knows, in the layout of {@link SnapshotWriter}. */
    public byte[] save() {
        SnapshotWriter to = new SnapshotWriter(KIND, VERSION);
        arms.save(to);
        return to.finish();
    }

    /** The bandit that {@link #save} saved, equal bit for bit; throws {@link io.granger.rl.SnapshotRejected} for anything else. */
    public static PartsBandit restore(byte[] saved) {
        SnapshotReader from = new SnapshotReader(saved, KIND, VERSION);
        PartsBandit restored = new PartsBandit(LinearArms.restore(from, PARTS));
        from.finish();
        return restored;
    }
}

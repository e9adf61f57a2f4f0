package io.granger.examples.adapter;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.Scorer;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.network.ActorCritic;
import io.granger.rl.network.ActorCriticSettings;
import io.granger.rl.network.AdamSettings;
import io.granger.rl.network.DoubleDqn;
import io.granger.rl.network.DqnSettings;
import io.granger.rl.network.Simulator;
import io.granger.rl.option.SmdpTransition;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chooses how sure a classifier must be before its answer is taken, from what is known of a text before the answer is looked at.
 *
 * <p>Taken and right pays 1, taken and wrong {@value #WRONG}, asking back {@value #ASKED}. Double DQN learns from thresholds tried at
 * random, PPO by trying its own in a simulator of recorded texts; both end as a plain network. Not thread-safe.
 */
public final class IntentThresholdAgent {

    /** The thresholds; the last asks back whatever the confidence is. */
    public static final List<Double> THRESHOLDS = List.of(0.0, 0.6, 0.8, 0.9, 0.97, 1.01);

    private static final double WRONG = -2;
    private static final double ASKED = -0.2;

    private static final ScoringShape SHAPE =
            new ScoringShape(2, List.of(16), THRESHOLDS.size(), List.of(16), Activation.TANH);

    /** Rewards lie up to 3 apart: the loss must be a square that far, or the median would be learnt in the place of the mean. */
    private static final DqnSettings DQN =
            new DqnSettings(1, AdamSettings.withLearningRate(0.002), 128, 20_000, 500, 50, 0.6, 1, 3);

    private static final List<float[]> CANDIDATES = THRESHOLDS.stream()
            .map(threshold -> {
                float[] one = new float[THRESHOLDS.size()];
                one[THRESHOLDS.indexOf(threshold)] = 1;
                return one;
            })
            .toList();

    /**
     * A text with what the classifier said of it.
     *
     * @param words how many it has
     * @param right whether the classifier was right
     */
    public record Recorded(int words, double knownWords, double confidence, boolean right) {}

    private final Scorer scorer;

    private IntentThresholdAgent(ScoringNetwork network) {
        this.scorer = network.scorer();
    }

    /** Learns from {@code steps} batches over thresholds tried at random on each text. */
    public static IntentThresholdAgent byDqn(List<Recorded> texts, int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleDqn dqn = new DoubleDqn(SHAPE, DQN, seed);
        for (int i = 0; i < steps; i++) {
            for (int j = 0; j < 8; j++) {
                Recorded text = texts.get(random.nextInt(texts.size()));
                int tried = random.nextInt(THRESHOLDS.size());
                dqn.observe(new SmdpTransition(
                        "intent",
                        THRESHOLDS.get(tried).toString(),
                        state(text),
                        CANDIDATES.get(tried),
                        reward(text, THRESHOLDS.get(tried)),
                        1,
                        true,
                        Optional.empty()));
            }
            dqn.train();
        }
        return new IntentThresholdAgent(dqn.network());
    }

    /** Learns from {@code rollouts} of 256 texts each. */
    public static IntentThresholdAgent byPpo(List<Recorded> texts, int rollouts, long seed) {
        ActorCritic learner = new ActorCritic(SHAPE, ActorCriticSettings.ppo(1, 256), new OneText(texts), seed);
        for (int i = 0; i < rollouts; i++) {
            learner.iterate();
        }
        return new IntentThresholdAgent(learner.network());
    }

    /** The threshold for a text of so many words, of which this share is known. */
    public double threshold(int words, double knownWords) {
        float[] scores = scorer.score(state(words, knownWords), CANDIDATES);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return THRESHOLDS.get(best);
    }

    /** What a threshold was worth on a text. */
    public static double reward(Recorded text, double threshold) {
        if (text.confidence() < threshold) {
            return ASKED;
        }
        return text.right() ? 1 : WRONG;
    }

    private static float[] state(Recorded text) {
        return state(text.words(), text.knownWords());
    }

    private static float[] state(int words, double knownWords) {
        return new float[] {(float) Math.log1p(words), (float) knownWords};
    }

    /** Episodes of one text each. */
    private static final class OneText implements Simulator {
        private final List<Recorded> texts;
        private Recorded now;

        OneText(List<Recorded> texts) {
            this.texts = texts;
            this.now = texts.getFirst();
        }

        @Override
        public Moment reset(RandomGenerator random) {
            now = texts.get(random.nextInt(texts.size()));
            return new Moment(state(now), CANDIDATES, 0, false, false);
        }

        @Override
        public Moment step(int candidate, RandomGenerator random) {
            return new Moment(state(now), CANDIDATES, reward(now, THRESHOLDS.get(candidate)), true, false);
        }
    }
}

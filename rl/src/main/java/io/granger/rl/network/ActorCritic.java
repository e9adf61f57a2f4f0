package io.granger.rl.network;

import io.granger.rl.ActionDistribution;
import io.granger.rl.dense.PackedNetwork;
import io.granger.rl.dense.Scorer;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.learn.ClippedSurrogate;
import io.granger.rl.learn.Softmax;
import io.granger.rl.network.ScoringBatch.Choice;
import io.granger.rl.network.Simulator.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Proximal policy optimisation and advantage actor-critic with generalized advantages, against a simulator and never on logs.
 *
 * <p>Schulman et al. (2017), "Proximal policy optimization algorithms"; Mnih et al. (2016), "Asynchronous methods for deep reinforcement
 * learning". A2C is PPO with one pass over each rollout in one batch (Huang et al. 2022, "A2C is a special case of PPO"), so one code
 * does both; see {@link ActorCriticSettings}. Scores of the actor are preferences, played by {@link Softmax}. The same seed and the
 * same simulator give the same weights on the same kind of machine. Not thread-safe: confine it to one thread.
 */
public final class ActorCritic {

    private static final double SMALLEST_SD = 1e-8;

    private final ActorCriticSettings settings;
    private final Simulator simulator;
    private final ScoringModel actor;
    private final ScoringModel critic;
    private final SplittableRandom worldRandom;
    private final SplittableRandom actionRandom;
    private final SplittableRandom batchRandom;
    private final GoldenChoices golden = new GoldenChoices();
    private Moment now;
    private double returnSoFar;

    /**
     * An actor that has no preferences yet.
     *
     * @param shape of the actor; the critic has the same layers over the state alone
     */
    public ActorCritic(ScoringShape shape, ActorCriticSettings settings, Simulator simulator, long seed) {
        this.settings = settings;
        this.simulator = simulator;
        SplittableRandom seeds = new SplittableRandom(seed);
        this.actor = new ScoringModel(shape, settings.actor(), seeds.nextLong());
        this.critic = new ScoringModel(
                new ScoringShape(shape.stateWidth(), shape.trunk(), 0, shape.head(), shape.activation()),
                settings.critic(),
                seeds.nextLong());
        this.worldRandom = seeds.split();
        this.actionRandom = seeds.split();
        this.batchRandom = seeds.split();
        this.now = simulator.reset(worldRandom);
    }

    /** Plays one rollout with the policy as it is, and learns from it. */
    public RolloutReport iterate() {
        Rollout rollout = play();
        double[] values = valuesOf(rollout.before());
        double[] advantages =
                rollout.advantages(values, valuesOf(rollout.after()), settings.gamma(), settings.lambda());
        double[] returns = new double[advantages.length];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = advantages[i] + values[i];
        }
        normalise(advantages);
        int refused = 0;
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            int[] order = shuffled(rollout.size());
            for (int from = 0; from < order.length; from += settings.batch()) {
                int[] part = Arrays.copyOfRange(order, from, Math.min(order.length, from + settings.batch()));
                refused += trainActor(rollout, advantages, part).isApplied() ? 0 : 1;
                refused += trainCritic(rollout, returns, part).isApplied() ? 0 : 1;
            }
        }
        return rollout.report(refused);
    }

    /** The preferences as they are now; play them by {@link Softmax}. */
    public ScoringNetwork network() {
        return actor.network();
    }

    /** The preferences as they are now, with choices seen in the first rollout to check them by. */
    public PackedNetwork pack(String layout) {
        return golden.pack(actor, layout, Map.of("algorithm", "actor-critic", "settings", settings.toString()));
    }

    private Rollout play() {
        Rollout rollout = new Rollout();
        Scorer scorer = actor.network().scorer();
        for (int i = 0; i < settings.horizon(); i++) {
            Choice choice = new Choice(now.state(), now.candidates());
            golden.offer(choice);
            double[] z = widened(scorer.score(now.state(), now.candidates()));
            double[] probabilities = Softmax.probabilities(z);
            int chosen = pick(probabilities);
            Moment after = simulator.step(chosen, worldRandom);
            returnSoFar += after.reward();
            rollout.add(choice, chosen, Softmax.logProbabilities(z)[chosen], Softmax.entropy(z), after);
            if (after.isLast()) {
                rollout.endEpisode(returnSoFar);
                returnSoFar = 0;
                now = simulator.reset(worldRandom);
            } else {
                now = after;
            }
        }
        return rollout;
    }

    private StepReport trainActor(Rollout rollout, double[] advantages, int[] part) {
        List<Choice> choices = new ArrayList<>(part.length);
        for (int step : part) {
            choices.add(rollout.choice(step));
        }
        return actor.train(ScoringBatch.of(actor.shape(), choices), (scores, derivatives) -> {
            double loss = 0;
            int at = 0;
            for (int step : part) {
                int end = at + rollout.choice(step).candidates().size();
                double[] z = Arrays.copyOfRange(scores, at, end);
                int chosen = rollout.chosen(step);
                double ratio = StrictMath.exp(Softmax.logProbabilities(z)[chosen] - rollout.logProbability(step));
                double slope = ClippedSurrogate.gradient(ratio, advantages[step], settings.clip());
                double[] logGradient = Softmax.logGradient(z, chosen);
                double[] entropyGradient = Softmax.entropyGradient(z);
                for (int i = 0; i < z.length; i++) {
                    derivatives[at + i] =
                            -(slope * logGradient[i] + settings.entropyWeight() * entropyGradient[i]) / part.length;
                }
                loss -= (ClippedSurrogate.objective(ratio, advantages[step], settings.clip())
                                + settings.entropyWeight() * Softmax.entropy(z))
                        / part.length;
                at = end;
            }
            return loss;
        });
    }

    private StepReport trainCritic(Rollout rollout, double[] returns, int[] part) {
        List<Choice> states = new ArrayList<>(part.length);
        for (int step : part) {
            states.add(stateAlone(rollout.choice(step).state()));
        }
        return critic.train(ScoringBatch.of(critic.shape(), states), (values, derivatives) -> {
            double loss = 0;
            for (int i = 0; i < part.length; i++) {
                double error = values[i] - returns[part[i]];
                loss += 0.5 * error * error / part.length;
                derivatives[i] = error / part.length;
            }
            return loss;
        });
    }

    private double[] valuesOf(List<float[]> states) {
        return critic.scores(ScoringBatch.of(
                critic.shape(), states.stream().map(ActorCritic::stateAlone).toList()));
    }

    private static Choice stateAlone(float[] state) {
        return new Choice(state, List.of(new float[0]));
    }

    private int pick(double[] probabilities) {
        double sum = Arrays.stream(probabilities).sum();
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return ActionDistribution.of(probabilities).pick(actionRandom.nextDouble());
    }

    private int[] shuffled(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = batchRandom.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static void normalise(double[] advantages) {
        double mean = Arrays.stream(advantages).average().orElse(0);
        double squares = 0;
        for (double advantage : advantages) {
            squares += (advantage - mean) * (advantage - mean);
        }
        double sd = Math.sqrt(squares / advantages.length) + SMALLEST_SD;
        for (int i = 0; i < advantages.length; i++) {
            advantages[i] = (advantages[i] - mean) / sd;
        }
    }

    private static double[] widened(float[] scores) {
        double[] wide = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            wide[i] = scores[i];
        }
        return wide;
    }
}

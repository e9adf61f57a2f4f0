package io.granger.rl.network;

import io.granger.rl.dense.PackedNetwork;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.learn.DoubleQ;
import io.granger.rl.learn.Huber;
import io.granger.rl.network.ScoringBatch.Choice;
import io.granger.rl.option.Next;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import io.granger.rl.replay.PrioritizedBuffer;
import io.granger.rl.replay.PrioritizedBuffer.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Double DQN over options, with prioritized replay: values by a network from the features of state and option.
 *
 * <p>Mnih et al. (2015), "Human-level control through deep reinforcement learning"; van Hasselt et al. (2016); Schaul et al. (2016).
 * An option that lasted k steps is discounted by gamma to the power k. Keys and names of options are not looked at: an option is its
 * features, so one never seen before has a value too. A step that is not finite is refused and changes nothing. The same seed and
 * the same transitions give the same weights on the same kind of machine. Not thread-safe: confine it to one thread.
 */
public final class DoubleDqn {

    private final DqnSettings settings;
    private final ScoringModel online;
    private final ScoringModel frozen;
    private final PrioritizedBuffer<SmdpTransition> memory;
    private final SplittableRandom random;
    private final GoldenChoices golden = new GoldenChoices();
    private long steps;

    /** A learner that knows nothing. */
    public DoubleDqn(ScoringShape shape, DqnSettings settings, long seed) {
        this.settings = settings;
        this.online = new ScoringModel(shape, settings.adam(), seed);
        this.frozen = new ScoringModel(shape, settings.adam(), seed);
        this.memory = new PrioritizedBuffer<>(settings.capacity(), settings.alpha());
        this.random = new SplittableRandom(seed);
    }

    /** Keeps a transition for training; one that was cut off is passed over. */
    public void observe(SmdpTransition transition) {
        if (transition.terminated() || transition.next().isPresent()) {
            // refuses features of the wrong width or not finite before they are kept
            Choice choice = choiceOf(transition);
            ScoringBatch.of(online.shape(), List.of(choice));
            transition.next().ifPresent(next -> ScoringBatch.of(online.shape(), List.of(choiceOf(next))));
            golden.offer(choice);
            memory.add(transition);
        }
    }

    /** One step of training on a batch drawn from what was kept; not ready before the warm-up is. */
    public StepReport train() {
        if (memory.size() < settings.warmUp()) {
            return StepReport.NOT_READY;
        }
        Batch<SmdpTransition> batch = memory.sample(settings.batch(), settings.beta(), random);
        double[] targets = targets(batch.values());
        double[] errors = new double[targets.length];
        List<Choice> chosen = batch.values().stream().map(DoubleDqn::choiceOf).toList();
        StepReport report = online.train(ScoringBatch.of(online.shape(), chosen), (q, derivatives) -> {
            double loss = 0;
            for (int i = 0; i < q.length; i++) {
                errors[i] = q[i] - targets[i];
                double share = batch.weights()[i] / q.length;
                loss += share * Huber.loss(errors[i], settings.huberDelta());
                derivatives[i] = share * Huber.gradient(errors[i], settings.huberDelta());
            }
            return loss;
        });
        if (report.isApplied()) {
            memory.reprioritize(batch, errors);
            if (++steps % settings.targetEvery() == 0) {
                frozen.setWeights(online.weights());
            }
        }
        return report;
    }

    /** The values as they are now. */
    public ScoringNetwork network() {
        return online.network();
    }

    /** The values as they are now, with choices seen in training to check them by; at least one transition must have been kept. */
    public PackedNetwork pack(String layout) {
        return golden.pack(
                online,
                layout,
                Map.of(
                        "algorithm", "double-dqn",
                        "steps", Long.toString(steps),
                        "settings", settings.toString()));
    }

    private double[] targets(List<SmdpTransition> transitions) {
        List<Choice> nexts = new ArrayList<>();
        for (SmdpTransition transition : transitions) {
            transition.next().ifPresent(next -> nexts.add(choiceOf(next)));
        }
        double[] qOnline = new double[0];
        double[] qFrozen = new double[0];
        if (!nexts.isEmpty()) {
            ScoringBatch batch = ScoringBatch.of(online.shape(), nexts);
            qOnline = online.scores(batch);
            qFrozen = frozen.scores(batch);
        }
        double[] targets = new double[transitions.size()];
        int at = 0;
        for (int i = 0; i < targets.length; i++) {
            SmdpTransition t = transitions.get(i);
            int end = at + t.next().map(next -> next.startable().size()).orElse(0);
            targets[i] = DoubleQ.target(
                    t.reward(),
                    settings.gamma(),
                    t.k(),
                    t.terminated(),
                    Arrays.copyOfRange(qOnline, at, end),
                    Arrays.copyOfRange(qFrozen, at, end));
            at = end;
        }
        return targets;
    }

    static Choice choiceOf(SmdpTransition transition) {
        return new Choice(transition.state(), List.of(transition.optionFeatures()));
    }

    static Choice choiceOf(Next next) {
        return new Choice(
                next.state(), next.startable().stream().map(OptionArm::features).toList());
    }
}

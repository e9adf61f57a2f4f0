package io.granger.rl.network;

import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.learn.Huber;
import io.granger.rl.learn.SmdpTargets;
import io.granger.rl.network.ScoringBatch.Choice;
import io.granger.rl.option.Next;
import io.granger.rl.option.SmdpTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Fitted Q iteration for options: the values of a log's options, over and over regressed on one step and the values before.
 *
 * <p>Ernst, Geurts and Wehenkel (2005), "Tree-based batch mode reinforcement learning", with the SMDP target of Sutton, Precup and
 * Singh (1999): reward inside the option, plus gamma to the power k times the best value startable where it ended.
 */
public final class FittedOptions {

    private static final double HUBER_DELTA = 1;

    private FittedOptions() {}

    /**
     * Fits a network to what a log says options lead to; rows that were cut off are passed over, at least one must be left.
     *
     * @param gamma discount per step, in [0, 1]
     * @param seed of first weights and batches
     */
    public static Fitted fit(
            List<SmdpTransition> log, ScoringShape shape, double gamma, FittedSettings settings, long seed) {
        return fit(log, shape, gamma, settings, seed, Optional.empty());
    }

    /**
     * The same from weights that know something already, such as a clone's of the policy that made the log.
     *
     * @param start a network of this shape
     */
    public static Fitted fit(
            List<SmdpTransition> log,
            ScoringShape shape,
            double gamma,
            FittedSettings settings,
            long seed,
            Optional<ScoringNetwork> start) {
        List<SmdpTransition> rows =
                log.stream().filter(t -> t.terminated() || t.next().isPresent()).toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("rows that were not cut off must be at least 1, are 0");
        }
        ScoringModel model = new ScoringModel(shape, settings.adam(), seed);
        start.ifPresent(network -> {
            if (!network.shape().equals(shape)) {
                throw new IllegalArgumentException("start must be of shape " + shape + ", is of " + network.shape());
            }
            model.setWeights(network.weights());
        });
        SplittableRandom random = new SplittableRandom(seed);
        GoldenChoices golden = new GoldenChoices();
        rows.stream().limit(100).map(DoubleDqn::choiceOf).forEach(golden::offer);
        StepReport last = StepReport.NOT_READY;
        for (int i = 0; i < settings.iterations(); i++) {
            double[] targets = targets(model, rows, gamma, settings.batch());
            for (int step = 0; step < settings.stepsPerIteration(); step++) {
                last = regress(model, rows, targets, random, settings.batch());
                if (!last.isApplied()) {
                    return fitted(model, golden, gamma, settings, last);
                }
            }
        }
        return fitted(model, golden, gamma, settings, last);
    }

    private static Fitted fitted(
            ScoringModel model, GoldenChoices golden, double gamma, FittedSettings settings, StepReport last) {
        Map<String, String> hyperParameters = Map.of(
                "algorithm", "fitted-q-options", "gamma", Double.toString(gamma), "settings", settings.toString());
        return new Fitted(model, golden, hyperParameters, last);
    }

    private static StepReport regress(
            ScoringModel model, List<SmdpTransition> rows, double[] targets, SplittableRandom random, int batch) {
        int n = Math.min(batch, rows.size());
        List<Choice> drawn = new ArrayList<>(n);
        double[] wanted = new double[n];
        for (int i = 0; i < n; i++) {
            int row = random.nextInt(rows.size());
            drawn.add(DoubleDqn.choiceOf(rows.get(row)));
            wanted[i] = targets[row];
        }
        return model.train(ScoringBatch.of(model.shape(), drawn), (q, derivatives) -> {
            double loss = 0;
            for (int i = 0; i < n; i++) {
                loss += Huber.loss(q[i] - wanted[i], HUBER_DELTA) / n;
                derivatives[i] = Huber.gradient(q[i] - wanted[i], HUBER_DELTA) / n;
            }
            return loss;
        });
    }

    /** Targets of all rows by the values as they are now, scored batch by batch so that memory stays bounded. */
    private static double[] targets(ScoringModel model, List<SmdpTransition> rows, double gamma, int batch) {
        double[] targets = new double[rows.size()];
        for (int from = 0; from < rows.size(); from += batch) {
            List<SmdpTransition> part = rows.subList(from, Math.min(rows.size(), from + batch));
            List<Next> nexts = part.stream().flatMap(t -> t.next().stream()).toList();
            double[] q = nexts.isEmpty()
                    ? new double[0]
                    : model.scores(ScoringBatch.of(
                            model.shape(),
                            nexts.stream().map(DoubleDqn::choiceOf).toList()));
            int at = 0;
            for (int i = 0; i < part.size(); i++) {
                SmdpTransition t = part.get(i);
                int end = at + t.next().map(next -> next.startable().size()).orElse(0);
                targets[from + i] =
                        SmdpTargets.qLearning(t.reward(), gamma, t.k(), t.terminated(), Arrays.copyOfRange(q, at, end));
                at = end;
            }
        }
        return targets;
    }
}

package io.granger.rl.network;

import io.granger.rl.dense.ScoringShape;
import io.granger.rl.learn.Softmax;
import io.granger.rl.network.ScoringBatch.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Learns to choose as another policy did, so that a learner starts from what a heuristic knows rather than from nothing.
 *
 * <p>Minimises the cross-entropy between the logged probabilities and {@link Softmax} of the scores: with the whole vector in the log,
 * a row says more than the one choice that was made (Pomerleau 1991, "Efficient training of artificial neural networks for
 * autonomous navigation").
 */
public final class BehaviouralCloning {

    private BehaviouralCloning() {}

    /**
     * Fits a network whose scores are the preferences of the policy that made the log.
     *
     * @param log at least one choice
     * @param settings its iterations times steps are all the steps there are
     */
    public static Fitted fit(List<Demonstration> log, ScoringShape shape, FittedSettings settings, long seed) {
        if (log.isEmpty()) {
            throw new IllegalArgumentException("choices must be at least 1, are 0");
        }
        ScoringModel model = new ScoringModel(shape, settings.adam(), seed);
        SplittableRandom random = new SplittableRandom(seed);
        GoldenChoices golden = new GoldenChoices();
        log.stream().limit(100).map(BehaviouralCloning::choiceOf).forEach(golden::offer);
        StepReport last = StepReport.NOT_READY;
        for (int left = settings.iterations() * settings.stepsPerIteration(); left > 0; left--) {
            last = step(model, log, random, Math.min(settings.batch(), log.size()));
            if (!last.isApplied()) {
                break;
            }
        }
        return new Fitted(
                model, golden, Map.of("algorithm", "behavioural-cloning", "settings", settings.toString()), last);
    }

    private static StepReport step(ScoringModel model, List<Demonstration> log, SplittableRandom random, int n) {
        List<Demonstration> drawn = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            drawn.add(log.get(random.nextInt(log.size())));
        }
        ScoringBatch batch = ScoringBatch.of(
                model.shape(), drawn.stream().map(BehaviouralCloning::choiceOf).toList());
        return model.train(batch, (scores, derivatives) -> {
            double loss = 0;
            int at = 0;
            for (Demonstration choice : drawn) {
                int end = at + choice.candidates().size();
                double[] z = Arrays.copyOfRange(scores, at, end);
                double[] p = Softmax.probabilities(z);
                double[] wanted = choice.probabilities().toArray();
                loss += Softmax.crossEntropy(z, wanted) / n;
                for (int i = 0; i < z.length; i++) {
                    derivatives[at + i] = (p[i] - wanted[i]) / n;
                }
                at = end;
            }
            return loss;
        });
    }

    private static Choice choiceOf(Demonstration choice) {
        return new Choice(choice.state(), choice.candidates());
    }
}

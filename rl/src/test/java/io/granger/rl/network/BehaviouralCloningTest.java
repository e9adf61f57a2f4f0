package io.granger.rl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.ActionDistribution;
import io.granger.rl.dense.Activation;
import io.granger.rl.dense.Scorer;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.learn.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BehaviouralCloningTest {

    private static final ScoringShape SHAPE = new ScoringShape(1, List.of(8), 1, List.of(16), Activation.RELU);
    private static final FittedSettings SETTINGS = new FittedSettings(AdamSettings.withLearningRate(0.01), 32, 1, 400);

    /** The policy that made the log: of what is offered the cheapest with .94, the others share the rest. */
    @Test
    void fit_candidatesNeverSeen_choosesAsTheLogDid() {
        Fitted fitted = BehaviouralCloning.fit(log(500, 1), SHAPE, SETTINGS, 1);
        assertThat(fitted.last().isApplied()).isTrue();
        Scorer scorer = fitted.network().scorer();
        int same = 0;
        for (Demonstration choice : log(500, 2)) {
            double[] p = Softmax.probabilities(widened(scorer.score(choice.state(), choice.candidates())));
            same += best(p) == best(choice.probabilities().toArray()) ? 1 : 0;
        }
        // costs a hundredth apart cannot all be told apart by so small a network
        assertThat(same).isGreaterThan(475);
    }

    /** One choice only: the whole vector is learnt, not its best entry. */
    @Test
    void fit_oneChoice_itsProbabilities() {
        Demonstration choice = new Demonstration(
                new float[] {1}, List.of(new float[] {0}, new float[] {1}), ActionDistribution.of(new double[] {0.3, 0.7
                }));
        Scorer scorer = BehaviouralCloning.fit(List.of(choice), SHAPE, SETTINGS, 1)
                .network()
                .scorer();
        double[] p = Softmax.probabilities(widened(scorer.score(choice.state(), choice.candidates())));
        assertThat(p[1]).isCloseTo(0.7, within(0.001));
    }

    private static List<Demonstration> log(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Demonstration> log = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int n = random.nextInt(2, 6);
            List<float[]> candidates = new ArrayList<>();
            double[] costs = new double[n];
            for (int c = 0; c < n; c++) {
                costs[c] = -random.nextInt(100) / 50.0;
                candidates.add(new float[] {(float) -costs[c]});
            }
            log.add(new Demonstration(
                    new float[] {1},
                    candidates,
                    ActionDistribution.certain(n, best(costs)).withFloor(0.06)));
        }
        return log;
    }

    private static int best(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static double[] widened(float[] scores) {
        double[] wide = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            wide[i] = scores[i];
        }
        return wide;
    }
}

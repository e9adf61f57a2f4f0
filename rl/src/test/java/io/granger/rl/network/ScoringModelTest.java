package io.granger.rl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.learn.Softmax;
import io.granger.rl.network.ScoringBatch.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

class ScoringModelTest {

    private static final AdamSettings ADAM = AdamSettings.withLearningRate(0.01);

    static Stream<ScoringShape> shapes() {
        return Stream.of(
                new ScoringShape(3, List.of(5, 4), 2, List.of(6, 3), Activation.TANH),
                new ScoringShape(3, List.of(5, 4), 2, List.of(6, 3), Activation.RELU),
                new ScoringShape(3, List.of(), 2, List.of(6), Activation.TANH),
                new ScoringShape(3, List.of(4), 2, List.of(), Activation.TANH),
                new ScoringShape(3, List.of(4), 0, List.of(5), Activation.TANH),
                new ScoringShape(3, List.of(), 2, List.of(), Activation.RELU));
    }

    /** Central differences in double precision, every weight, a loss that is not symmetric in the scores. */
    @ParameterizedTest
    @MethodSource("shapes")
    void gradientOf_everyWeightAgainstFiniteDifferences(ScoringShape shape) {
        ScoringModel model = new ScoringModel(shape, ADAM, 1, DataType.DOUBLE);
        ScoringBatch batch = batch(shape, 4, 2);
        // biases that are not 0, so that no rectifier stands exactly at its bend
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < shape.parameterCount(); i++) {
            model.nudge(i, random.nextDouble(-0.3, 0.3));
        }
        double[] gradient = model.gradientOf(batch, ScoringModelTest::crossEntropy);
        double h = 1e-6;
        for (int i = 0; i < gradient.length; i++) {
            model.nudge(i, h);
            double above = model.lossOf(batch, ScoringModelTest::crossEntropy);
            model.nudge(i, -2 * h);
            double below = model.lossOf(batch, ScoringModelTest::crossEntropy);
            model.nudge(i, h);
            assertThat(gradient[i]).as("weight %d", i).isCloseTo((above - below) / (2 * h), within(1e-7));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void network_scoresAsTheModelDoes(ScoringShape shape) {
        ScoringModel model = new ScoringModel(shape, ADAM, 3);
        float[] weights = model.weights();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-1, 1);
        }
        model.setWeights(weights);
        List<Choice> choices = choices(shape, 16, 5);
        double[] scores = model.scores(ScoringBatch.of(shape, choices));
        ScoringNetwork network = model.network();
        int at = 0;
        for (Choice choice : choices) {
            for (float score : network.scorer().score(choice.state(), choice.candidates())) {
                assertThat((double) score).isCloseTo(scores[at], within(1e-5 * Math.max(1, Math.abs(scores[at]))));
                at++;
            }
        }
        assertThat(network.weights()).isEqualTo(weights);
    }

    /** First step of Adam: both means are their first value, so a weight moves by the learning rate against the gradient's sign. */
    @Test
    void train_firstStepOfOneWeight() {
        ScoringModel model = linear(AdamSettings.withLearningRate(0.1));
        StepReport report = model.train(one(2, 0), (scores, d) -> {
            d[0] = 3;
            return 3 * scores[0];
        });
        // gradient (6, 0, 3): 2 * 3 for the state's weight, 0 for the candidate's, 3 for the bias
        assertThat(report.gradientNorm()).isCloseTo(Math.sqrt(45), within(1e-5));
        assertThat(model.weights()[0]).isCloseTo(-0.1f, within(1e-6f));
        assertThat(model.weights()[1]).isZero();
        assertThat(model.weights()[2]).isCloseTo(-0.1f, within(1e-6f));
    }

    /** Second step by hand: gradients 1 then 3 with beta1 .5 and beta2 .5, each mean divided by 1 - beta^t. */
    @Test
    void train_secondStepOfOneWeight() {
        ScoringModel model = linear(new AdamSettings(0.1, 0.5, 0.5, 1e-8, 100));
        for (double g : new double[] {1, 3}) {
            model.train(one(0, 0), (scores, d) -> {
                d[0] = g;
                return g * scores[0];
            });
        }
        // m = .5 * .5 + .5 * 3 = 1.75, over .75; v = .5 * .5 + .5 * 9 = 4.75, over .75
        double second = 0.1 * (1.75 / 0.75) / Math.sqrt(4.75 / 0.75);
        assertThat((double) model.weights()[2]).isCloseTo(-0.1 - second, within(1e-6));
    }

    @Test
    void train_gradientLongerThanAllowed() {
        // with epsilon far above the gradient the step is proportional to it, so that the cut can be seen
        ScoringModel model = linear(new AdamSettings(1e6, 0, 0, 1e6, 5));
        model.train(one(4, 0), (scores, d) -> {
            d[0] = 30;
            return 0;
        });
        // (120, 0, 30) shortened from sqrt(15300) = 123.69 to 5: the bias' share is 30 * 5 / 123.69
        assertThat((double) model.weights()[2]).isCloseTo(-1.21268, within(1e-4));
    }

    @Test
    void train_lossOrDerivativeNotFinite() {
        ScoringModel model = linear(ADAM);
        float[] before = model.weights();
        StepReport byLoss = model.train(one(1, 1), (scores, d) -> Double.NaN);
        StepReport byDerivative = model.train(one(1, 1), (scores, d) -> {
            d[0] = Double.POSITIVE_INFINITY;
            return 1;
        });
        assertThat(List.of(byLoss.outcome(), byDerivative.outcome())).containsOnly(StepReport.Outcome.REFUSED);
        assertThat(model.weights()).isEqualTo(before);
    }

    @Test
    void train_sameSeedAndBatches() {
        ScoringShape shape = shapes().toList().get(1);
        assertThat(trained(shape, 7)).isEqualTo(trained(shape, 7)).isNotEqualTo(trained(shape, 8));
    }

    /** Native memory in use after 1,100 steps is what it was after 100, give or take 1 MiB. */
    @Test
    void train_manySteps_takesNoMoreMemory() {
        ScoringShape shape = new ScoringShape(16, List.of(32), 4, List.of(16), Activation.RELU);
        ScoringModel model = new ScoringModel(shape, ADAM, 1);
        ScoringBatch batch = batch(shape, 32, 1);
        for (int i = 0; i < 100; i++) {
            model.train(batch, ScoringModelTest::crossEntropy);
        }
        long before = nativeBytes();
        for (int i = 0; i < 1000; i++) {
            model.train(batch, ScoringModelTest::crossEntropy);
        }
        assertThat(nativeBytes() - before).isLessThan(1 << 20);
    }

    /** What is held once what nobody refers to is given back; the collector takes its time, so the least of several looks. */
    private static long nativeBytes() {
        return IntStream.range(0, 10)
                .mapToLong(look -> {
                    System.gc();
                    Pointer.deallocateReferences();
                    return Pointer.totalBytes();
                })
                .min()
                .orElseThrow();
    }

    private static float[] trained(ScoringShape shape, long seed) {
        ScoringModel model = new ScoringModel(shape, ADAM, seed);
        for (int i = 0; i < 20; i++) {
            model.train(batch(shape, 8, i), ScoringModelTest::crossEntropy);
        }
        return model.weights();
    }

    /** State and candidate of one feature each, no hidden layer, weights 0: weights are state, candidate, bias. */
    private static ScoringModel linear(AdamSettings adam) {
        ScoringModel model = new ScoringModel(new ScoringShape(1, List.of(), 1, List.of(), Activation.RELU), adam, 1);
        model.setWeights(new float[3]);
        return model;
    }

    private static ScoringBatch one(float state, float candidate) {
        return ScoringBatch.of(
                new ScoringShape(1, List.of(), 1, List.of(), Activation.RELU),
                List.of(new Choice(new float[] {state}, List.of(new float[] {candidate}))));
    }

    /** Over all scores of the batch as if they were one choice, the second being wanted. */
    private static double crossEntropy(double[] scores, double[] derivatives) {
        double[] gradient = Softmax.logGradient(scores, 1);
        for (int i = 0; i < scores.length; i++) {
            derivatives[i] = -gradient[i];
        }
        return -Softmax.logProbabilities(scores)[1];
    }

    private static ScoringBatch batch(ScoringShape shape, int states, long seed) {
        return ScoringBatch.of(shape, choices(shape, states, seed));
    }

    private static List<Choice> choices(ScoringShape shape, int states, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            List<float[]> candidates = new ArrayList<>();
            for (int j = 0; j < 1 + i % 3; j++) {
                candidates.add(features(random, shape.candidateWidth()));
            }
            choices.add(new Choice(features(random, shape.stateWidth()), candidates));
        }
        return choices;
    }

    private static float[] features(SplittableRandom random, int width) {
        float[] features = new float[width];
        for (int i = 0; i < width; i++) {
            features[i] = (float) random.nextDouble(-2, 2);
        }
        return features;
    }
}

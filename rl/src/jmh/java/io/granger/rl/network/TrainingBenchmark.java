package io.granger.rl.network;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.network.ScoringBatch.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does one training step cost, and scoring the same batch through ND4J: trunk 64-64-32, head 32 x 32, four candidates a state?
 *
 * <p>{@code OMP_NUM_THREADS=1 .ci/bench rl TrainingBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // set-up is run before anything is measured
public class TrainingBenchmark {

    /** States of the batch. */
    @Param({"1", "32", "256"})
    public int states;

    private ScoringModel model;
    private ScoringBatch batch;

    /** Draws weights and features. */
    @Setup
    public void prepare() {
        ScoringShape shape = new ScoringShape(64, List.of(64, 32), 16, List.of(32, 32), Activation.RELU);
        model = new ScoringModel(shape, AdamSettings.withLearningRate(0.001), 1);
        SplittableRandom random = new SplittableRandom(1);
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            List<float[]> candidates = new ArrayList<>();
            for (int j = 0; j < 4; j++) {
                candidates.add(drawn(random, 16));
            }
            choices.add(new Choice(drawn(random, 64), candidates));
        }
        batch = ScoringBatch.of(shape, choices);
    }

    /** Forward, backward, Adam. */
    @Benchmark
    public StepReport train() {
        return model.train(batch, (scores, derivatives) -> {
            double loss = 0;
            for (int i = 0; i < scores.length; i++) {
                derivatives[i] = (scores[i] - 1) / scores.length;
                loss += derivatives[i] * (scores[i] - 1) / 2;
            }
            return loss;
        });
    }

    /** Forward alone. */
    @Benchmark
    public double[] score() {
        return model.scores(batch);
    }

    private static float[] drawn(SplittableRandom random, int n) {
        float[] drawn = new float[n];
        for (int i = 0; i < n; i++) {
            drawn[i] = (float) random.nextDouble(-2, 2);
        }
        return drawn;
    }
}

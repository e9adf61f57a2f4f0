package io.granger.rl.dense;

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
 * What does a network's part of one choice cost: a trunk of 64-64-32 once, then a head of 32 x 32 for each candidate of 16 features?
 *
 * <p>{@code .ci/bench rl ScorerBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // set-up is run before anything is measured
public class ScorerBenchmark {

    /** Candidates of the choice. */
    @Param({"1", "16"})
    public int candidates;

    private Scorer scorer;
    private float[] state;
    private float[][] features;
    private float[] scores;

    /** Draws weights and features. */
    @Setup
    public void prepare() {
        ScoringShape shape = new ScoringShape(64, List.of(64, 32), 16, List.of(32, 32), Activation.RELU);
        SplittableRandom random = new SplittableRandom(1);
        scorer = ScoringNetwork.of(shape, drawn(random, shape.parameterCount(), 0.3))
                .scorer();
        state = drawn(random, 64, 2);
        features = new float[candidates][];
        for (int i = 0; i < candidates; i++) {
            features[i] = drawn(random, 16, 2);
        }
        scores = new float[candidates];
    }

    /** Scores all candidates. */
    @Benchmark
    public float[] score() {
        scorer.score(state, features, scores);
        return scores;
    }

    private static float[] drawn(SplittableRandom random, int n, double size) {
        float[] drawn = new float[n];
        for (int i = 0; i < n; i++) {
            drawn[i] = (float) random.nextDouble(-size, size);
        }
        return drawn;
    }
}

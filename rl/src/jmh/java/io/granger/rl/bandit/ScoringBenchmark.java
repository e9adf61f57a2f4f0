package io.granger.rl.bandit;

import io.granger.rl.Scores;
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
 * What do the parts of a learned choice among 4 and 16 arms cost, with 32 coefficients an arm: the scores, the
 * probabilities, both together, and learning from one row?
 *
 * <p>{@code .ci/bench rl ScoringBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // set-up is run before anything is measured
public class ScoringBenchmark {

    private static final int STATE = 20;
    private static final int FEATURES = 11;
    private static final int ROWS = 2_000;
    private static final double[] WEIGHTS = {.4, .2, .3, .1};

    /** How many arms there are to choose from. */
    @Param({"4", "16"})
    public int arms;

    private final SplittableRandom random = new SplittableRandom(1);
    private final PartsBandit bandit = new PartsBandit();
    private final List<Arm> candidates = new ArrayList<>();
    private float[] state;
    private Scores scores;
    private double[] targets;

    /** A bandit that has learnt from two thousand rows. */
    @Setup
    public void learn() {
        for (int i = 0; i < arms; i++) {
            candidates.add(new Arm("arm-" + i, features(FEATURES)));
        }
        targets = new double[] {1, .5, .5, .5};
        for (int row = 0; row < ROWS; row++) {
            double[] seen = random.nextDouble() < .7 ? targets : new double[4];
            bandit.learn("key", features(STATE), candidates.get(random.nextInt(arms)), seen);
        }
        state = features(STATE);
        scores = bandit.score("key", state, candidates, WEIGHTS);
    }

    @Benchmark
    public Scores score() {
        return bandit.score("key", state, candidates, WEIGHTS);
    }

    @Benchmark
    public double[] probabilities() {
        return PartsBandit.probabilities(scores);
    }

    @Benchmark
    public double[] scoreAndProbabilities() {
        return PartsBandit.probabilities(bandit.score("key", state, candidates, WEIGHTS));
    }

    @Benchmark
    public long learnOneRow() {
        bandit.learn("key", state, candidates.get((int) (bandit.revision() % arms)), targets);
        return bandit.revision();
    }

    private float[] features(int width) {
        float[] features = new float[width];
        for (int i = 0; i < width; i++) {
            features[i] = (float) random.nextGaussian();
        }
        return features;
    }
}

package io.granger.rl.bandit;

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
 * What do the kernels of exact ridge regression cost with 20, 32 and 64 coefficients, and do they allocate?
 *
 * <p>{@code .ci/bench rl RidgeBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // set-up is run before anything is measured
public class RidgeBenchmark {

    private static final double[] WEIGHTS = {.4, .2, .3, .1};

    /** How many coefficients each of the four targets has. */
    @Param({"20", "32", "64"})
    public int dimension;

    private RidgeModel model;
    private double[][] rows;
    private double[] targets;
    private int next;

    /** A model that has learnt from two hundred rows. */
    @Setup
    public void learn() {
        SplittableRandom random = new SplittableRandom(1);
        model = new RidgeModel(dimension, 4, 1);
        targets = new double[] {1, .5, .5, .5};
        rows = new double[256][dimension];
        for (double[] row : rows) {
            for (int i = 0; i < dimension; i++) {
                row[i] = random.nextGaussian();
            }
        }
        for (int n = 0; n < 200; n++) {
            model.update(rows[n], targets);
        }
    }

    @Benchmark
    public double mean() {
        return model.mean(row(), WEIGHTS);
    }

    @Benchmark
    public double variance() {
        return model.variance(row());
    }

    @Benchmark
    public double update() {
        double[] row = row();
        model.update(row, targets);
        return row[0];
    }

    @Benchmark
    public double forgetAndUpdate() {
        model.forget(.97);
        model.update(row(), targets);
        return model.coefficient(0, 0);
    }

    private double[] row() {
        next = (next + 1) & 255;
        return rows[next];
    }
}

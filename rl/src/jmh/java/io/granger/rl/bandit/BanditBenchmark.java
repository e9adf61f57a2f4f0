package io.granger.rl.bandit;

import io.granger.rl.Scores;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many rounds a second, choosing and learning, do the bandits of a table do: hashed sparse (10 arms, 20 features), exact LinUCB (3
 * arms, 64 features) and auto (4 arms, 20 features)? And do they allocate?
 *
 * <p>{@code .ci/bench rl BanditBenchmark -prof gc}. The main method says the same in processor time, for a machine that is busy.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // set-up is run before anything is measured
public class BanditBenchmark {
    private static final int ROWS = 1024;
    private static final int SPARSE_ARMS = 10;
    private static final int SPARSE_FEATURES = 20;

    private SparseBandit sparse;
    private LinearBandit linUcb;
    private PartsBandit auto;
    private List<Arm> arms;
    private final Floor floor = new Floor(.02);
    private final double[] evenly = {.25, .25, .25, .25};
    private final double[] parts = new double[PartsBandit.PARTS];
    private int[][] indices;
    private double[] values;
    private double[][] wide;
    private float[][] narrow;
    private double[] ten;
    private double[] three;
    private int next;

    /** Bandits that have learnt from two thousand rows. */
    @Setup
    public void learn() {
        SplittableRandom random = new SplittableRandom(1);
        sparse = new SparseBandit(SPARSE_ARMS, 18, .5, .02);
        linUcb = new LinearBandit(
                3,
                new LinearMap(64, 1, false),
                ones(64),
                0,
                Double.POSITIVE_INFINITY,
                new Exploration.Optimism(.25),
                .02);
        auto = new PartsBandit(PartsBandit.DEFAULTS.withBeliefs(PartsBandit.WIDE));
        arms = Stream.of("a", "b", "c", "d")
                .map(id -> new Arm(id, new float[0]))
                .toList();
        indices = new int[ROWS][SPARSE_FEATURES];
        wide = new double[ROWS][64];
        narrow = new float[ROWS][20];
        for (int row = 0; row < ROWS; row++) {
            indices[row] = random.ints(SPARSE_FEATURES).toArray();
            Arrays.setAll(wide[row], i -> random.nextGaussian());
            for (int i = 0; i < narrow[row].length; i++) {
                narrow[row][i] = (float) random.nextGaussian();
            }
        }
        values = ones(SPARSE_FEATURES);
        ten = new double[SPARSE_ARMS];
        three = new double[3];
        for (int i = 0; i < 2000; i++) {
            sparse();
            linUcb();
            auto();
        }
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Benchmark
    public double sparse() {
        int row = row();
        sparse.probabilities(indices[row], values, SPARSE_FEATURES, ten);
        int arm = row % SPARSE_ARMS;
        sparse.learn(indices[row], values, SPARSE_FEATURES, arm, row & 1);
        return ten[arm];
    }

    @Benchmark
    public double linUcb() {
        int row = row();
        linUcb.probabilities(wide[row], three);
        linUcb.learn(wide[row], row % 3, row & 1);
        return three[0];
    }

    @Benchmark
    public double auto() {
        int row = row();
        int arm = row & 3;
        Scores scores = auto.score("key", narrow[row], arms, evenly);
        double[] probabilities = PartsBandit.probabilities(scores);
        floor.mixInto(probabilities);
        Arrays.fill(parts, row & 1);
        auto.learn("key", narrow[row], arms.get(arm), parts, new Choice(scores, probabilities, arm), evenly);
        return probabilities[0];
    }

    /** Prints the rounds of each in a second of processor time, after as many to warm up. */
    public static void main(String[] arguments) {
        BanditBenchmark benchmark = new BanditBenchmark();
        benchmark.learn();
        for (int i = 0; i < 2; i++) {
            print("sparse", benchmark::sparse);
            print("linUcb", benchmark::linUcb);
            print("auto", benchmark::auto);
        }
    }

    private static void print(String name, DoubleSupplier round) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long from = thread.getCurrentThreadCpuTime();
        long rounds = 0;
        double sum = 0;
        while (thread.getCurrentThreadCpuTime() - from < TimeUnit.SECONDS.toNanos(1)) {
            for (int i = 0; i < 100; i++) {
                sum += round.getAsDouble();
            }
            rounds += 100;
        }
        double seconds = (thread.getCurrentThreadCpuTime() - from) / 1e9;
        System.out.println(String.format(Locale.ROOT, "%s %,.0f/s (%.3f)", name, rounds / seconds, sum / rounds));
    }

    private int row() {
        next = (next + 1) % ROWS;
        return next;
    }
}

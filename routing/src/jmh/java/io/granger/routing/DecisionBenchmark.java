package io.granger.routing;

import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.granger.routing.simulation.SeededDraws;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * What does one decision cost, from masked candidates to the value that is logged, by the heuristic and by the learned
 * router, with 4 and with 16 candidates and a state of 31 values?
 *
 * <p>{@code .ci/bench routing DecisionBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // set-up is run before anything is measured
public class DecisionBenchmark {
    private static final int STATE = 31;
    private static final int ROWS = 2_000;

    /** How many candidates can serve the step. */
    @Param({"4", "16"})
    public int candidates;

    private DecisionRequest byHeuristic;
    private DecisionRequest byPolicy;
    private DecisionRequest byPolicyForChains;
    private DecisionMaker maker;

    /** A router that has learnt from two thousand rows. */
    @Setup
    public void learn() {
        SplittableRandom random = new SplittableRandom(1);
        LearnedRouter router = LearnedRouter.cold();
        Routers routers = new Routers(
                OptionHeuristic.FIRST_CHAIN,
                StepHeuristic.POWER_OF_TWO,
                OptionHeuristic.FIRST_RECOVERY,
                Optional.of(router));
        maker = new DecisionMaker(routers, new SeededDraws(1), 0.02, 1_000_000, System::nanoTime);
        for (int i = 0; i < ROWS; i++) {
            router.learnStep(row(request(Level.STEP, random, Arm.TREATMENT), random));
            router.learnOption(row(request(Level.OPTION, random, Arm.TREATMENT), random), Optional.empty());
        }
        byHeuristic = request(Level.STEP, random, Arm.CONTROL);
        byPolicy = request(Level.STEP, random, Arm.TREATMENT);
        byPolicyForChains = request(Level.OPTION, random, Arm.TREATMENT);
    }

    private ExperienceRow row(DecisionRequest request, SplittableRandom random) {
        double success = random.nextInt(2);
        return new ExperienceRow(
                maker.decide(request),
                Optional.empty(),
                1,
                100,
                RewardParts.NONE,
                2 * success - 1,
                new double[] {success, success * random.nextDouble(), success * 0.5, success},
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                Cause.GOAL,
                1_000);
    }

    private DecisionRequest request(Level level, SplittableRandom random, Arm arm) {
        List<CandidateEntry> entries = new ArrayList<>();
        for (int i = 0; i < candidates; i++) {
            int width = level == Level.STEP ? CandidateFeatures.NAMES.size() : OptionFeatures.NAMES.size();
            entries.add(CandidateEntry.raw((char) ('a' + i) + "@1.0.0/extract", values(width, random), 0));
        }
        String key = level == Level.STEP ? Situation.stepKey("extract", "v1-0") : Situation.optionKey("p", "v1-0");
        Situation situation = new Situation(
                level,
                key,
                "v1-0",
                values(STATE, random),
                STATE - StateLayout.TAIL,
                Preset.BALANCED,
                MaskRule.mask(entries),
                0);
        return new DecisionRequest(
                "t-01hzy3k8v6m2q4r7s9t0w1x2y3.1-17",
                "t-01hzy3k8v6m2q4r7s9t0w1x2y3",
                1,
                17,
                level,
                0,
                "p",
                Optional.of("extract"),
                "",
                situation,
                RoutingMode.CANARY,
                arm);
    }

    private static float[] values(int width, SplittableRandom random) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** A step, the heuristic acting. */
    @Benchmark
    public Decision stepByHeuristic() {
        return maker.decide(byHeuristic);
    }

    /** A step, the learned router acting. */
    @Benchmark
    public Decision stepByPolicy() {
        return maker.decide(byPolicy);
    }

    /** A chain, the learned router acting. */
    @Benchmark
    public Decision chainByPolicy() {
        return maker.decide(byPolicyForChains);
    }
}

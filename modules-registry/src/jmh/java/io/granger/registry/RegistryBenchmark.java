package io.granger.registry;

import io.granger.task.Chain;
import io.granger.task.Recipe;
import io.granger.task.StepOutcome;
import java.util.List;
import java.util.Map;
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
 * What does the registry cost a step with 16 eligible candidates, when 10, 1,000 and 10,000 other spokes are registered?
 *
 * <p>It must not depend on the others. {@code .ci/bench modules-registry RegistryBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RegistryBenchmark {
    private static final int ELIGIBLE = 16;
    private static final StepOutcome OK = new StepOutcome.Success(12);

    /** Registered spokes of other capabilities. */
    @Param({"10", "1000", "10000"})
    public int others;

    private final SpokeRegistry registry =
            new SpokeRegistry(new RegistrySettings(3_600_000, BreakerSettings.defaults()));
    private final CandidateId[] eligible = new CandidateId[ELIGIBLE];
    private final Recipe recipe = new Recipe.Alternatives(
            List.of(Chain.of("extract", "summarize"), Chain.of("extract", "summarize", "index")));
    private long nowMs = 1_000;
    private int turn;

    /** Registers everybody; each of the sixteen has a history. */
    @Setup
    public void register() {
        for (int i = 0; i < others; i++) {
            register("other-" + i, Capability.of("work-" + i % 500, "*/*", "text/other"));
        }
        register("summary", Capability.of("summarize", "text/*", "text/summary"));
        register("index", Capability.of("index", "text/*", "text/index"));
        for (int i = 0; i < ELIGIBLE; i++) {
            register("spoke-" + i, Capability.of("extract", "application/pdf", "text/plain"));
            eligible[i] = new CandidateId("spoke-" + i, new SemVer(1, 0, 0), "extract");
            registry.release(eligible[i], registry.acquire(eligible[i], nowMs).orElseThrow(), OK, nowMs);
        }
    }

    private void register(String name, Capability capability) {
        registry.register(
                new Spoke(name, new SemVer(1, 0, 0), "a", name, "me", List.of(capability), 64, Map.of()), nowMs);
    }

    /** The views of the sixteen, as a decision asks for them. */
    @Benchmark
    public List<CandidateView> candidates() {
        return registry.snapshot(nowMs + turn++ % 1_000).candidates("extract");
    }

    /** A slot taken and given back with an outcome. */
    @Benchmark
    public Dispatch acquireAndRelease() {
        CandidateId candidate = eligible[turn++ & (ELIGIBLE - 1)];
        Dispatch dispatch = registry.acquire(candidate, nowMs).orElseThrow();
        registry.release(candidate, dispatch, OK, nowMs + turn % 1_000);
        return dispatch;
    }

    /** A heartbeat of one of the sixteen. */
    @Benchmark
    public boolean heartbeat() {
        return registry.heartbeat("spoke-" + (turn++ & (ELIGIBLE - 1)) + "@1.0.0#a", nowMs);
    }

    /** Two alternatives turned into chains, nothing remembered. */
    @Benchmark
    public ChainResult chains() {
        return CapabilityGraph.chains(recipe, "application/pdf", registry.snapshot(nowMs), 64);
    }
}

package io.granger.routing.simulation;

import io.granger.registry.BreakerSettings;
import io.granger.registry.CandidateId;
import io.granger.registry.Capability;
import io.granger.registry.Dispatch;
import io.granger.registry.RegistrySettings;
import io.granger.registry.RegistrySnapshot;
import io.granger.registry.SemVer;
import io.granger.registry.Spoke;
import io.granger.registry.SpokeRegistry;
import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import java.util.List;
import java.util.Map;

/** The real registry on a virtual clock, with short ways to say what tests need. */
public final class World {
    public final SpokeRegistry registry;
    public long nowMs = 1_000_000;

    public World(BreakerSettings breaker) {
        this.registry = new SpokeRegistry(new RegistrySettings(3_600_000, breaker));
    }

    public World() {
        this(BreakerSettings.defaults());
    }

    /** Registers a spoke of version 1.0.0 with one instance of that concurrency. */
    public void register(String name, int concurrency, Capability... capabilities) {
        register(name, "1.0.0", concurrency, capabilities);
    }

    public void register(String name, String version, int concurrency, Capability... capabilities) {
        registry.register(
                new Spoke(
                        name,
                        SemVer.parse(version),
                        name + "-1",
                        name + ".address",
                        "owner",
                        List.of(capabilities),
                        concurrency,
                        Map.of()),
                nowMs);
    }

    public RegistrySnapshot snapshot() {
        return registry.snapshot(nowMs);
    }

    /** One call to a candidate that ends after {@code ms}; an open breaker is tried as a probe. */
    public StepOutcome call(String candidate, long ms, boolean succeeds) {
        CandidateId id = CandidateId.parse(candidate);
        Dispatch dispatch = registry.acquire(id, nowMs, true).orElseThrow();
        StepOutcome outcome = succeeds
                ? new StepOutcome.Success(ms)
                : new StepOutcome.Failure(ms, FailureClass.INTERNAL, "failed", true);
        nowMs += ms;
        registry.release(id, dispatch, outcome, nowMs);
        return outcome;
    }

    /** Takes a slot and keeps it. */
    public Dispatch occupy(String candidate) {
        return registry.acquire(CandidateId.parse(candidate), nowMs).orElseThrow();
    }

    /** Fails the candidate until its breaker opens, with the default settings. */
    public void openBreaker(String candidate) {
        for (int i = 0; i < 5; i++) {
            call(candidate, 1, false);
        }
    }
}

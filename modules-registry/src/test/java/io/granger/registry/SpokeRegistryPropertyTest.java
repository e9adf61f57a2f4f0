package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.Registration.Registered;
import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Random histories of a registry against a naive model of leases and slots that looks at everything every time. */
class SpokeRegistryPropertyTest {
    private static final long LEASE_MS = 100;
    private static final List<String> CAPABILITIES = List.of("ocr", "index");

    private enum Kind {
        REGISTER,
        HEARTBEAT,
        DRAIN,
        REMOVE,
        EXPIRE,
        ACQUIRE,
        ACQUIRE_AS_PROBE,
        RELEASE,
        RELEASE_BY_ID,
        ABANDON
    }

    /** One thing that happens {@code waitMs} after the one before; {@code pick} chooses among what is possible. */
    record Act(Kind kind, int pick, int waitMs) {}

    private record Call(CandidateId candidate, Dispatch dispatch, long atMs) {}

    private static final class Lease {
        private final Spoke spoke;
        private final long untilMs;
        private final boolean draining;

        Lease(Spoke spoke, long untilMs, boolean draining) {
            this.spoke = spoke;
            this.untilMs = untilMs;
            this.draining = draining;
        }

        boolean serves(CandidateId id) {
            return spoke.name().equals(id.spoke())
                    && spoke.version().equals(id.version())
                    && spoke.capabilities().stream().anyMatch(c -> c.name().equals(id.capability()));
        }
    }

    private final SpokeRegistry registry =
            new SpokeRegistry(new RegistrySettings(LEASE_MS, new BreakerSettings(2, .5, 4, 150), 200, 100, 3));
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<CandidateId, Call> probes = new LinkedHashMap<>();
    private long nowMs = 1_000;

    @Property(seed = "1", tries = 1_500)
    void anyHistory(@ForAll("acts") List<Act> acts) {
        for (Act act : acts) {
            nowMs += act.waitMs();
            carryOut(act);
            leases.values().removeIf(lease -> lease.untilMs <= nowMs);
            checkViews();
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.class);
        Arbitrary<Kind> busy = Arbitraries.of(
                Kind.ACQUIRE, Kind.ACQUIRE, Kind.RELEASE, Kind.REGISTER, Kind.HEARTBEAT, Kind.ACQUIRE_AS_PROBE);
        return Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(1, kinds), Tuple.of(2, busy)),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of(0, 0, 1, 10, 30, 99, 100, 151))
                .as(Act::new)
                .list()
                .ofMaxSize(120);
    }

    private void carryOut(Act act) {
        Spoke spoke = spoke(act.pick());
        String id = spoke.spokeId();
        switch (act.kind()) {
            case REGISTER -> register(spoke);
            case HEARTBEAT -> {
                Lease lease = alive(id);
                assertThat(registry.heartbeat(id, nowMs)).isEqualTo(lease != null);
                if (lease != null) {
                    leases.put(id, new Lease(lease.spoke, nowMs + LEASE_MS, lease.draining));
                }
            }
            case DRAIN -> {
                Lease lease = alive(id);
                assertThat(registry.drain(id, nowMs)).isEqualTo(lease != null);
                if (lease != null) {
                    leases.put(id, new Lease(lease.spoke, lease.untilMs, true));
                }
            }
            case REMOVE -> {
                registry.remove(id);
                leases.remove(id);
            }
            case EXPIRE ->
                registry.expire(nowMs)
                        .forEach(lost -> assertThat(alive(lost.spokeId())).isNull());
            case ACQUIRE -> acquire(act.pick(), false);
            case ACQUIRE_AS_PROBE -> acquire(act.pick(), true);
            case RELEASE, RELEASE_BY_ID, ABANDON -> end(act);
        }
    }

    private void register(Spoke spoke) {
        boolean renewed = alive(spoke.spokeId()) != null;
        Registration registration = registry.register(spoke, nowMs);
        assertThat(registration).isInstanceOf(Registered.class);
        assertThat(((Registered) registration).renewed()).isEqualTo(renewed);
        leases.values()
                .removeIf(lease -> lease.spoke.name().equals(spoke.name())
                        && lease.spoke.instance().equals(spoke.instance()));
        leases.put(spoke.spokeId(), new Lease(spoke, nowMs + LEASE_MS, false));
    }

    private void acquire(int pick, boolean asProbe) {
        CandidateId id = new CandidateId(
                "s" + pick % 2, new SemVer(1, pick / 2 % 2, 0), CAPABILITIES.get(pick / 4 % CAPABILITIES.size()));
        List<Lease> able = leases.values().stream()
                .filter(lease -> lease.untilMs > nowMs && !lease.draining && lease.serves(id) && slots(lease) > 0)
                .toList();
        BreakerState before = breaker(id);
        boolean probing = probes.containsKey(id) && nowMs - probes.get(id).atMs() < 150;
        Optional<Dispatch> dispatch = registry.acquire(id, nowMs, asProbe);
        boolean mayPass = before == BreakerState.CLOSED || !probing && (before == BreakerState.HALF_OPEN || asProbe);
        if (able.isEmpty() || !mayPass) {
            assertThat(dispatch).isEmpty();
            return;
        }
        String spokeId = dispatch.orElseThrow().spokeId();
        Lease chosen = able.stream()
                .filter(lease -> lease.spoke.spokeId().equals(spokeId))
                .findFirst()
                .orElseThrow();
        assertThat(inFlight(spokeId))
                .isEqualTo(able.stream()
                        .mapToLong(lease -> inFlight(lease.spoke.spokeId()))
                        .min()
                        .orElseThrow());
        assertThat(dispatch.get().address()).isEqualTo(chosen.spoke.address());
        assertThat(dispatch.get().isProbe()).isEqualTo(before != BreakerState.CLOSED);
        Call call = new Call(id, dispatch.get(), nowMs);
        calls.add(call);
        if (call.dispatch().isProbe()) {
            probes.put(id, call);
        }
    }

    private void end(Act act) {
        if (calls.isEmpty()) {
            return;
        }
        Call call = calls.remove(act.pick() % calls.size());
        switch (act.kind()) {
            case RELEASE -> registry.release(call.candidate(), call.dispatch(), outcome(act.pick()), nowMs);
            case ABANDON -> registry.abandon(call.candidate(), call.dispatch(), nowMs);
            default -> {
                // By id the registry may take it for the probe's answer, when both went to the same spoke.
                registry.release(call.candidate(), call.dispatch().spokeId(), outcome(act.pick()), nowMs);
                Call probe = probes.get(call.candidate());
                if (probe != null
                        && probe.dispatch().spokeId().equals(call.dispatch().spokeId())) {
                    probes.remove(call.candidate());
                }
            }
        }
        probes.remove(call.candidate(), call);
    }

    private void checkViews() {
        RegistrySnapshot snapshot = registry.snapshot(nowMs);
        for (String capability : CAPABILITIES) {
            List<CandidateView> views = snapshot.candidates(capability);
            assertThat(views).isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
            assertThat(snapshot.capabilities().contains(capability))
                    .isEqualTo(views.stream().anyMatch(view -> view.leased() && !view.draining()));
            for (CandidateView view : views) {
                check(view);
            }
        }
        assertThat(registry.list(nowMs).stream()
                        .filter(status -> status.state() != SpokeState.LOST)
                        .map(status -> status.spoke().spokeId()))
                .containsExactlyInAnyOrderElementsOf(leases.keySet());
    }

    private void check(CandidateView view) {
        List<Lease> behind = leases.values().stream()
                .filter(lease -> lease.serves(view.id()))
                .toList();
        List<Lease> open = behind.stream().filter(lease -> !lease.draining).toList();
        HealthView health = view.health();
        assertThat(view.leased()).isEqualTo(!behind.isEmpty());
        assertThat(view.draining()).isEqualTo(!behind.isEmpty() && open.isEmpty());
        assertThat(view.freeSlots())
                .isEqualTo(open.stream().mapToInt(this::slots).sum());
        assertThat(health.inFlight())
                .isEqualTo(open.stream()
                        .mapToLong(lease -> inFlight(lease.spoke.spokeId()))
                        .sum());
        assertThat(health.concurrency())
                .isEqualTo(open.stream()
                        .mapToInt(lease -> lease.spoke.concurrency())
                        .sum());
        if (probes.containsKey(view.id()) && nowMs - probes.get(view.id()).atMs() < 150) {
            assertThat(health.admitsCall(nowMs)).isFalse();
        }
    }

    private BreakerState breaker(CandidateId id) {
        return registry.snapshot(nowMs).candidates(id.capability()).stream()
                .filter(view -> view.id().equals(id))
                .map(view -> view.health().breaker())
                .findFirst()
                .orElse(BreakerState.CLOSED);
    }

    private @Nullable Lease alive(String spokeId) {
        Lease lease = leases.get(spokeId);
        return lease != null && lease.untilMs > nowMs ? lease : null;
    }

    private int slots(Lease lease) {
        return Math.max(0, lease.spoke.concurrency() - (int) inFlight(lease.spoke.spokeId()));
    }

    private long inFlight(String spokeId) {
        return calls.stream()
                .filter(call -> call.dispatch().spokeId().equals(spokeId))
                .count();
    }

    private static StepOutcome outcome(int pick) {
        return switch (pick % 5) {
            case 0, 1 -> new StepOutcome.Success(pick);
            case 2 -> new StepOutcome.Failure(pick, FailureClass.INVALID_INPUT, "bad", false);
            case 3 -> new StepOutcome.Failure(pick, FailureClass.TIMEOUT, "late", true);
            default -> new StepOutcome.Failure(pick, FailureClass.INTERNAL, "broken", true);
        };
    }

    /** One of two names, two versions, two instances, with one or both capabilities. */
    private static Spoke spoke(int pick) {
        List<Capability> capabilities = CAPABILITIES.subList(0, 1 + pick / 8 % 2).stream()
                .map(name -> Capability.of(name, "*/*", "text/plain"))
                .toList();
        return new Spoke(
                "s" + pick % 2,
                new SemVer(1, pick / 2 % 2, 0),
                "i" + pick / 4 % 2,
                "x" + pick,
                "me",
                capabilities,
                1 + pick / 16 % 3,
                Map.of());
    }
}

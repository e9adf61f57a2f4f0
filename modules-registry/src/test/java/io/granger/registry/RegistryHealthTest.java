package io.granger.registry;

import static io.granger.registry.BreakerState.CLOSED;
import static io.granger.registry.BreakerState.HALF_OPEN;
import static io.granger.registry.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health, breakers and what a snapshot tells, through the registry. */
class RegistryHealthTest {
    private static final CandidateId OCR = CandidateId.parse("pdf@1.0.0/ocr");
    private static final String ID = "pdf@1.0.0#a";
    private static final StepOutcome OK = new StepOutcome.Success(10);
    private static final StepOutcome FAILED = new StepOutcome.Failure(5, FailureClass.INTERNAL, "it failed", true);
    private static final StepOutcome BAD_INPUT =
            new StepOutcome.Failure(5, FailureClass.INVALID_INPUT, "encrypted", false);

    private final SpokeRegistry registry =
            new SpokeRegistry(new RegistrySettings(3_600_000, BreakerSettings.defaults()));

    @BeforeEach
    void register() {
        registry.register(spoke("pdf", Capability.of("ocr", "image/*", "text/plain"), 4), 0);
    }

    @Test
    void fiveFailures_openUntilAMinuteLater() {
        fail(5);
        HealthView health = health(5_000);
        assertThat(health.breaker()).isEqualTo(OPEN);
        assertThat(health.breakerClosesAtMs()).isEqualTo(60_000);
        assertThat(health.admitsCall(5_000)).isFalse();
        assertThat(health.consecutiveFailures()).isEqualTo(5);
        assertThat(registry.acquire(OCR, 59_999)).isEmpty();
        assertThat(registry.drainBreakerChanges()).containsExactly(new BreakerChange(OCR, CLOSED, OPEN, 0));
        assertThat(registry.drainBreakerChanges()).isEmpty();
    }

    @Test
    void snapshot_sameMillisecond_tellsWhatChangedWithinIt() {
        assertThat(view().freeSlots()).isEqualTo(4);
        Dispatch call = registry.acquire(OCR, 5).orElseThrow();
        assertThat(view().freeSlots()).isEqualTo(3);
        assertThat(view().health().inFlight()).isEqualTo(1);
        registry.release(OCR, call, FAILED, 5);
        assertThat(view().freeSlots()).isEqualTo(4);
        assertThat(view().health().consecutiveFailures()).isEqualTo(1);
        registry.rate(OCR, 1);
        assertThat(view().health().quality()).isEqualTo(1);
        registry.register(spoke("pdf", Capability.of("ocr", "image/png", "text/plain"), 2), 5);
        assertThat(view().freeSlots()).isEqualTo(2);
        assertThat(view().capability().accepts("image/jpeg")).isFalse();
        registry.drain(ID, 5);
        assertThat(view().draining()).isTrue();
        registry.lose(ID, 5);
        assertThat(view().leased()).isFalse();
    }

    @Test
    void halfOpen_oneProbeThenClosed() {
        fail(5);
        registry.drainBreakerChanges();
        assertThat(health(60_000).breaker()).isEqualTo(HALF_OPEN);
        assertThat(health(60_000).admitsCall(60_000)).isTrue();
        Dispatch probe = registry.acquire(OCR, 60_000).orElseThrow();
        assertThat(probe.isProbe()).isTrue();
        assertThat(registry.acquire(OCR, 60_000)).isEmpty();
        assertThat(registry.acquire(OCR, 60_000, true)).isEmpty();
        assertThat(health(60_001).admitsCall(60_001)).isFalse();
        assertThat(health(60_001).breakerClosesAtMs()).isEqualTo(120_000);
        registry.release(OCR, probe, OK, 60_010);
        assertThat(registry.acquire(OCR, 60_010).orElseThrow().isProbe()).isFalse();
        assertThat(registry.drainBreakerChanges())
                .containsExactly(
                        new BreakerChange(OCR, OPEN, HALF_OPEN, 60_000),
                        new BreakerChange(OCR, HALF_OPEN, CLOSED, 60_010));
    }

    @Test
    void asProbe_openBreakerOfTheLastCandidate() {
        fail(5);
        Dispatch probe = registry.acquire(OCR, 100, true).orElseThrow();
        assertThat(probe.isProbe()).isTrue();
        assertThat(registry.acquire(OCR, 100, true)).isEmpty();
        registry.release(OCR, probe, FAILED, 200);
        assertThat(health(200).breakerClosesAtMs()).isEqualTo(60_200);
        Dispatch next = registry.acquire(OCR, 300, true).orElseThrow();
        registry.release(OCR, next, OK, 400);
        assertThat(health(400).breaker()).isEqualTo(CLOSED);
    }

    @Test
    void asProbe_closedBreakerIsAPlainCall() {
        assertThat(registry.acquire(OCR, 0, true).orElseThrow().isProbe()).isFalse();
    }

    @Test
    void probe_withoutAnswerExpires() {
        fail(5);
        registry.acquire(OCR, 60_000);
        assertThat(registry.acquire(OCR, 119_999)).isEmpty();
        assertThat(registry.acquire(OCR, 120_000)).isPresent();
    }

    @Test
    void probe_abandonedOrInputAtFaultMakesTheNextCallTheProbe() {
        fail(5);
        registry.abandon(OCR, registry.acquire(OCR, 60_000).orElseThrow(), 60_001);
        Dispatch second = registry.acquire(OCR, 60_001).orElseThrow();
        registry.release(OCR, second, BAD_INPUT, 60_002);
        assertThat(health(60_002).breaker()).isEqualTo(HALF_OPEN);
        assertThat(registry.acquire(OCR, 60_002).orElseThrow().isProbe()).isTrue();
    }

    @Test
    void probe_answerOfAnOlderCallDecidesNothing() {
        Dispatch old = registry.acquire(OCR, 0).orElseThrow();
        fail(5);
        registry.acquire(OCR, 60_000);
        registry.release(OCR, old, FAILED, 60_001);
        assertThat(health(60_001).breaker()).isEqualTo(HALF_OPEN);
    }

    @Test
    void probe_releasedWithoutItsDispatch() {
        fail(5);
        registry.acquire(OCR, 60_000);
        registry.release(OCR, ID, OK, 60_001);
        assertThat(health(60_001).breaker()).isEqualTo(CLOSED);
    }

    @Test
    void invalidInput_neitherOpensNorCounts() {
        for (int i = 0; i < 50; i++) {
            registry.release(OCR, registry.acquire(OCR, i).orElseThrow(), BAD_INPUT, i);
        }
        assertThat(health(50).breaker()).isEqualTo(CLOSED);
        assertThat(health(50).successRate()).isEqualTo(1);
        assertThat(health(50).calls()).isZero();
        assertThat(health(50).lastSeenMs()).isEqualTo(49);
    }

    @Test
    void breaker_staysWithACandidateThatReturns() {
        fail(5);
        registry.remove(ID);
        registry.register(spoke("pdf", Capability.of("ocr", "image/*", "text/plain"), 4), 10);
        assertThat(health(10).breaker()).isEqualTo(OPEN);
    }

    @Test
    void health_ofOneCall() {
        registry.release(OCR, registry.acquire(OCR, 1_000).orElseThrow(), new StepOutcome.Success(200), 1_200);
        HealthView health = health(11_200);
        assertThat(health.successRate()).isEqualTo(1);
        assertThat(health.latencyMeanMs()).isEqualTo(200);
        assertThat(health.latencyP95Ms()).isBetween(192.0, 207.0);
        assertThat(health.peakEwmaMs()).isCloseTo(200 / Math.E, within(1e-9));
        assertThat(health.inFlight()).isZero();
        assertThat(health.concurrency()).isEqualTo(4);
        assertThat(health.lastSeenMs()).isEqualTo(1_200);
        assertThat(health.calls()).isEqualTo(1);
    }

    @Test
    void health_timeoutIsNotSeen() {
        StepOutcome timeout = new StepOutcome.Failure(500, FailureClass.TIMEOUT, "no answer", true);
        registry.release(OCR, registry.acquire(OCR, 0).orElseThrow(), timeout, 500);
        assertThat(health(500).lastSeenMs()).isZero();
        assertThat(health(500).successRate()).isCloseTo(.95 / 1.95, within(1e-12));
        registry.heartbeat(ID, 700);
        assertThat(health(700).lastSeenMs()).isEqualTo(700);
    }

    @Test
    void rate_isQuality() {
        registry.rate(OCR, .9);
        registry.rate(CandidateId.parse("nobody@1.0.0/ocr"), .1);
        assertThat(health(0).quality()).isEqualTo(.9);
    }

    @Test
    void expected_declaredElseTheMedianOfTheOthersElseASecond() {
        assertThat(health(0).latencyMeanMs()).isEqualTo(1_000);
        registry.register(spoke("fast", Capability.of("ocr", "*/*", "*/*").withExpectedMs(50), 1), 0);
        assertThat(health(0).latencyMeanMs()).isEqualTo(50);
        registry.register(spoke("slow", Capability.of("ocr", "*/*", "*/*").withExpectedMs(150), 1), 0);
        assertThat(registry.snapshot(0).expectedMs("ocr")).hasValue(100);
        assertThat(registry.snapshot(0).candidates("ocr"))
                .extracting(view -> view.health().peakEwmaMs())
                .containsExactly(50.0, 100.0, 150.0);
    }

    @Test
    void snapshot_candidatesInIdOrder() {
        registry.register(spoke("abc", Capability.of("ocr", "*/*", "*/*"), 1), 0);
        registry.register(spoke("pdf-2", Capability.of("ocr", "*/*", "*/*"), 1), 0);
        assertThat(registry.snapshot(0).candidates("ocr"))
                .extracting(view -> view.id().toString())
                .containsExactly("abc@1.0.0/ocr", "pdf-2@1.0.0/ocr", "pdf@1.0.0/ocr");
    }

    @Test
    void snapshot_declaredTogether() {
        registry.register(spoke("a", Capability.of("ocr", "*/*", "*/*").withCost(2), 1), 0);
        registry.register(spoke("b", Capability.of("ocr", "*/*", "*/*").withCost(3), 1), 0);
        RegistrySnapshot snapshot = registry.snapshot(0);
        assertThat(snapshot.referenceCost("ocr")).hasValue(3);
        assertThat(snapshot.declared("ocr")).hasSize(3);
        assertThat(snapshot.offers("ocr")).hasSize(2);
        assertThat(snapshot.referenceCost("index")).isEqualTo(OptionalDouble.empty());
        assertThat(snapshot.expectedMs("index")).isEmpty();
        registry.drain("b@1.0.0#a", 0);
        assertThat(registry.snapshot(0).referenceCost("ocr")).hasValue(2);
    }

    @Test
    void version_growsWithOffersOnly() {
        long version = registry.snapshot(0).version();
        registry.heartbeat(ID, 1);
        registry.release(OCR, registry.acquire(OCR, 1).orElseThrow(), FAILED, 2);
        assertThat(registry.snapshot(3).version()).isEqualTo(version);
        registry.drain(ID, 4);
        assertThat(registry.snapshot(4).version()).isGreaterThan(version);
    }

    @Test
    void list_states() {
        assertThat(state(0)).isEqualTo(SpokeState.HEALTHY);
        fail(1);
        assertThat(state(0)).isEqualTo(SpokeState.DEGRADED);
        fail(4);
        assertThat(state(0)).isEqualTo(SpokeState.OPEN);
        assertThat(state(60_000)).isEqualTo(SpokeState.DEGRADED);
        registry.drain(ID, 60_000);
        assertThat(state(60_000)).isEqualTo(SpokeState.DRAINING);
        assertThat(state(3_600_000)).isEqualTo(SpokeState.LOST);
        assertThat(registry.list(3_600_000).get(0).healthByCapability()).containsOnlyKeys("ocr");
    }

    private SpokeState state(long nowMs) {
        return registry.list(nowMs).get(0).state();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            registry.release(OCR, registry.acquire(OCR, 0).orElseThrow(), FAILED, 0);
        }
    }

    private HealthView health(long nowMs) {
        return view(nowMs).health();
    }

    private CandidateView view() {
        return view(5);
    }

    private CandidateView view(long nowMs) {
        return registry.snapshot(nowMs).candidates("ocr").stream()
                .filter(view -> view.id().equals(OCR))
                .findFirst()
                .orElseThrow();
    }

    private static Spoke spoke(String name, Capability capability, int concurrency) {
        return new Spoke(name, new SemVer(1, 0, 0), "a", name, "me", List.of(capability), concurrency, Map.of());
    }
}

package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.Registration.NameTaken;
import io.granger.registry.Registration.Registered;
import io.granger.registry.Registration.RegistryFull;
import io.granger.task.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Leases, names, instances and slots. */
class SpokeRegistryTest {
    private static final CandidateId OCR = CandidateId.parse("pdf@1.0.0/ocr");
    private static final StepOutcome OK = new StepOutcome.Success(10);

    private final SpokeRegistry registry = new SpokeRegistry(RegistrySettings.defaults());

    @Test
    void register_joins() {
        assertThat(registry.register(pdf("a"), 0)).isEqualTo(new Registered("pdf@1.0.0#a", false, List.of(OCR)));
        assertThat(registry.snapshot(0).capabilities()).containsExactly("ocr");
        assertThat(registry.spoke("pdf@1.0.0#a")).contains(pdf("a"));
        assertThat(registry.nextExpiryMs()).hasValue(6_000);
    }

    @Test
    void register_secondInstanceAddsNoCandidate() {
        registry.register(pdf("a"), 0);
        assertThat(registry.register(pdf("b"), 0)).isEqualTo(new Registered("pdf@1.0.0#b", false, List.of()));
        assertThat(only("ocr", 0).freeSlots()).isEqualTo(4);
    }

    @Test
    void register_againNewestAddressWins() {
        registry.register(pdf("a"), 0);
        long version = registry.snapshot(0).version();
        Registration again = registry.register(spoke("pdf", "1.0.0", "a", "elsewhere", "me", 3), 1_000);
        assertThat(again).isEqualTo(new Registered("pdf@1.0.0#a", true, List.of()));
        assertThat(registry.acquire(OCR, 1_000).orElseThrow().address()).isEqualTo("elsewhere");
        assertThat(registry.nextExpiryMs()).hasValue(7_000);
        assertThat(only("ocr", 1_000).health().concurrency()).isEqualTo(3);
        assertThat(only("ocr", 1_000).freeSlots()).isEqualTo(2);
        assertThat(registry.snapshot(1_000).version()).isEqualTo(version);
    }

    @Test
    void expire_ownerWasKeptFromLooking_itsAbsenceCountsAgainstNobody() {
        SpokeRegistry watched = new SpokeRegistry(RegistrySettings.defaults().lookedAtWithin(1_000));
        watched.register(pdf("a"), 10_000);
        assertThat(watched.expire(11_000)).isEmpty();
        // Looked at once a second, it would end at 16,000; 29 of the next 30 seconds nobody looked.
        assertThat(watched.expire(41_000)).isEmpty();
        assertThat(watched.nextExpiryMs()).hasValue(16_000 + 29_000);
        for (long nowMs = 42_000; nowMs < 45_000; nowMs += 1_000) {
            assertThat(watched.expire(nowMs)).isEmpty();
        }
        assertThat(watched.expire(45_000)).containsExactly(pdf("a"));
    }

    @Test
    void register_otherOwnerWhileTheLeaseLives() {
        registry.register(pdf("a"), 0);
        Spoke other = spoke("pdf", "2.0.0", "b", "b", "somebody", 1);
        assertThat(registry.register(other, 0)).isEqualTo(new NameTaken(6));
        assertThat(registry.register(other, 500)).isEqualTo(new NameTaken(6));
        assertThat(registry.register(other, 1_000)).isEqualTo(new NameTaken(5));
        assertThat(registry.register(other, 5_999)).isEqualTo(new NameTaken(1));
        assertThat(registry.register(other, 6_000)).isInstanceOf(Registered.class);
    }

    @Test
    void register_otherOwnerWaitsForTheLastLease() {
        registry.register(pdf("a"), 0);
        registry.register(pdf("b"), 2_000);
        assertThat(registry.register(spoke("pdf", "1.0.0", "c", "c", "somebody", 1), 2_000))
                .isEqualTo(new NameTaken(6));
    }

    @Test
    void register_otherVersionOfTheInstanceTakesItsPlace() {
        registry.register(pdf("a"), 0);
        Registration newer = registry.register(spoke("pdf", "1.1.0", "a", "a", "me", 2), 10);
        assertThat(newer).isEqualTo(new Registered("pdf@1.1.0#a", false, List.of(CandidateId.parse("pdf@1.1.0/ocr"))));
        assertThat(registry.list(10))
                .singleElement()
                .satisfies(status -> assertThat(status.spoke().version()).hasToString("1.1.0"));
        assertThat(registry.acquire(OCR, 10)).isEmpty();
    }

    @Test
    void register_otherCapabilitiesReplaceTheOldOnes() {
        registry.register(pdf("a"), 0);
        registry.acquire(OCR, 0);
        Capability index = Capability.of("index", "text/plain", "text/index");
        Registration again = registry.register(
                new Spoke("pdf", new SemVer(1, 0, 0), "a", "a", "me", List.of(index), 2, Map.of()), 1);
        CandidateId added = CandidateId.parse("pdf@1.0.0/index");
        assertThat(again).isEqualTo(new Registered("pdf@1.0.0#a", true, List.of(added)));
        assertThat(registry.snapshot(1).capabilities()).containsExactly("index");
        assertThat(registry.snapshot(1).candidates("ocr")).isEmpty();
        assertThat(only("index", 1).freeSlots()).isEqualTo(1);
    }

    @Test
    void register_full() {
        SpokeRegistry small = new SpokeRegistry(new RegistrySettings(6_000, BreakerSettings.defaults(), 60_000, 1, 10));
        small.register(pdf("a"), 0);
        assertThat(small.register(pdf("b"), 0)).isEqualTo(new RegistryFull(1));
        assertThat(small.register(pdf("a"), 0)).isInstanceOf(Registered.class);
        // The lost one gives way.
        assertThat(small.register(pdf("b"), 6_000)).isInstanceOf(Registered.class);
        assertThat(small.list(6_000)).hasSize(1);
    }

    @Test
    void heartbeat_renews() {
        registry.register(pdf("a"), 0);
        assertThat(registry.heartbeat("pdf@1.0.0#a", 5_999)).isTrue();
        assertThat(registry.expire(11_998)).isEmpty();
        assertThat(registry.expire(11_999)).containsExactly(pdf("a"));
        assertThat(registry.heartbeat("pdf@1.0.0#a", 12_000)).isFalse();
        assertThat(registry.heartbeat("nobody", 0)).isFalse();
    }

    @Test
    void lease_endsWithoutExpireBeingCalled() {
        registry.register(pdf("a"), 0);
        assertThat(registry.acquire(OCR, 5_999)).isPresent();
        assertThat(registry.acquire(OCR, 6_000)).isEmpty();
        assertThat(registry.expire(6_001)).containsExactly(pdf("a"));
        assertThat(registry.expire(6_002)).isEmpty();
    }

    @Test
    void expire_lostIsListedForAWhile() {
        registry.register(pdf("a"), 0);
        registry.expire(6_000);
        assertThat(registry.list(6_000))
                .singleElement()
                .satisfies(status -> assertThat(status.state()).isEqualTo(SpokeState.LOST));
        assertThat(only("ocr", 6_000).leased()).isFalse();
        assertThat(registry.snapshot(6_000).capabilities()).isEmpty();
        assertThat(registry.nextExpiryMs()).hasValue(66_000);
        registry.expire(66_000);
        assertThat(registry.list(66_000)).isEmpty();
        assertThat(registry.snapshot(66_000).candidates("ocr")).isEmpty();
        assertThat(registry.nextExpiryMs()).isEmpty();
    }

    @Test
    void expire_returnedBeforeItWasTold() {
        registry.register(pdf("a"), 0);
        assertThat(registry.register(pdf("a"), 7_000)).isEqualTo(new Registered("pdf@1.0.0#a", false, List.of(OCR)));
        assertThat(registry.expire(7_000)).isEmpty();
    }

    @Test
    void register_returningSpokeHasItsHistory() {
        registry.register(pdf("a"), 0);
        Dispatch dispatch = registry.acquire(OCR, 0).orElseThrow();
        registry.release(OCR, dispatch, new StepOutcome.Success(250), 250);
        registry.remove("pdf@1.0.0#a");
        assertThat(registry.snapshot(300).candidates("ocr")).isEmpty();
        registry.register(pdf("b"), 400);
        assertThat(only("ocr", 400).health().latencyMeanMs()).isEqualTo(250);
        assertThat(only("ocr", 400).health().calls()).isEqualTo(1);
    }

    @Test
    void register_forgottenBeyondTheBound() {
        SpokeRegistry small = new SpokeRegistry(new RegistrySettings(6_000, BreakerSettings.defaults(), 0, 10, 0));
        small.register(pdf("a"), 0);
        small.release(OCR, small.acquire(OCR, 0).orElseThrow(), OK, 10);
        small.register(spoke("pdf", "1.0.0", "a", "b", "me", 2), 10);
        assertThat(small.snapshot(10).candidates("ocr").get(0).health().calls()).isEqualTo(1);
        small.remove("pdf@1.0.0#a");
        small.register(pdf("a"), 20);
        assertThat(small.snapshot(20).candidates("ocr").get(0).health().calls()).isZero();
        assertThat(small.acquire(OCR, 20)).isPresent();
    }

    @Test
    void drain_noNewCalls() {
        registry.register(pdf("a"), 0);
        Dispatch dispatch = registry.acquire(OCR, 0).orElseThrow();
        assertThat(registry.drain("pdf@1.0.0#a", 1)).isTrue();
        assertThat(registry.acquire(OCR, 1)).isEmpty();
        assertThat(registry.isIdle("pdf@1.0.0#a")).isFalse();
        assertThat(only("ocr", 1).draining()).isTrue();
        assertThat(only("ocr", 1).leased()).isTrue();
        assertThat(registry.snapshot(1).offers("ocr")).isEmpty();
        assertThat(registry.list(1).get(0).state()).isEqualTo(SpokeState.DRAINING);
        registry.release(OCR, dispatch, OK, 2);
        assertThat(registry.isIdle("pdf@1.0.0#a")).isTrue();
        assertThat(registry.remove("pdf@1.0.0#a")).isTrue();
        assertThat(registry.remove("pdf@1.0.0#a")).isFalse();
    }

    @Test
    void drain_leaseStillEndsUnlessRenewed() {
        registry.register(pdf("a"), 0);
        registry.drain("pdf@1.0.0#a", 1_000);
        assertThat(registry.heartbeat("pdf@1.0.0#a", 3_000)).isTrue();
        assertThat(registry.acquire(OCR, 3_000)).isEmpty();
        assertThat(registry.expire(9_000)).hasSize(1);
        assertThat(registry.drain("pdf@1.0.0#a", 9_000)).isFalse();
    }

    @Test
    void drain_registeringEndsIt() {
        registry.register(pdf("a"), 0);
        registry.drain("pdf@1.0.0#a", 0);
        assertThat(registry.register(pdf("a"), 1)).isEqualTo(new Registered("pdf@1.0.0#a", true, List.of()));
        assertThat(registry.acquire(OCR, 1)).isPresent();
    }

    @Test
    void acquire_fewestCallsInFlight() {
        registry.register(pdf("a"), 0);
        registry.register(pdf("b"), 0);
        assertThat(List.of(instance(), instance(), instance(), instance())).containsExactly("a", "b", "a", "b");
        assertThat(registry.acquire(OCR, 0)).isEmpty();
        registry.release(OCR, "pdf@1.0.0#b", OK, 0);
        assertThat(instance()).isEqualTo("b");
    }

    @Test
    void acquire_longestUnusedAmongEquals() {
        registry.register(pdf("a"), 0);
        registry.register(pdf("b"), 0);
        assertThat(instance()).isEqualTo("a");
        registry.release(OCR, "pdf@1.0.0#a", OK, 0);
        assertThat(instance()).isEqualTo("b");
        registry.release(OCR, "pdf@1.0.0#b", OK, 0);
        assertThat(instance()).isEqualTo("a");
    }

    @Test
    void acquire_slotsAreSharedByCapabilities() {
        registry.register(two(1), 0);
        registry.acquire(CandidateId.parse("both@1.0.0/index"), 0);
        assertThat(registry.acquire(CandidateId.parse("both@1.0.0/ocr"), 0)).isEmpty();
        assertThat(only("ocr", 0).freeSlots()).isZero();
        assertThat(only("ocr", 0).health().inFlight()).isEqualTo(1);
    }

    @Test
    void acquire_nobody() {
        assertThat(registry.acquire(OCR, 0)).isEqualTo(Optional.empty());
    }

    @Test
    void abandon_freesTheSlotOnly() {
        registry.register(pdf("a"), 0);
        Dispatch dispatch = registry.acquire(OCR, 0).orElseThrow();
        registry.abandon(OCR, dispatch, 1);
        assertThat(registry.isIdle("pdf@1.0.0#a")).isTrue();
        assertThat(only("ocr", 1).health().calls()).isZero();
    }

    @Test
    void release_twiceGivesOneSlot() {
        registry.register(pdf("a"), 0);
        registry.acquire(OCR, 0);
        registry.release(OCR, "pdf@1.0.0#a", OK, 1);
        registry.release(OCR, "pdf@1.0.0#a", OK, 1);
        assertThat(only("ocr", 1).freeSlots()).isEqualTo(2);
        assertThat(only("ocr", 1).health().inFlight()).isZero();
    }

    @Test
    void release_afterItReturnedUnderTheSameId() {
        registry.register(pdf("a"), 0);
        registry.acquire(OCR, 0);
        registry.remove("pdf@1.0.0#a");
        registry.register(pdf("a"), 1);
        assertThat(only("ocr", 1).freeSlots()).isEqualTo(1);
        registry.release(OCR, "pdf@1.0.0#a", OK, 2);
        assertThat(only("ocr", 2).freeSlots()).isEqualTo(2);
    }

    @Test
    void release_afterItWasRemoved() {
        registry.register(pdf("a"), 0);
        registry.acquire(OCR, 0);
        registry.remove("pdf@1.0.0#a");
        assertThat(registry.isIdle("pdf@1.0.0#a")).isFalse();
        assertThat(registry.list(1)).isEmpty();
        registry.release(OCR, "pdf@1.0.0#a", OK, 2);
        assertThat(registry.isIdle("pdf@1.0.0#a")).isTrue();
    }

    @Test
    void register_lowerConcurrencyThanInFlight() {
        registry.register(pdf("a"), 0);
        registry.acquire(OCR, 0);
        registry.acquire(OCR, 0);
        registry.register(spoke("pdf", "1.0.0", "a", "a", "me", 1), 0);
        assertThat(only("ocr", 0).freeSlots()).isZero();
        registry.release(OCR, "pdf@1.0.0#a", OK, 0);
        assertThat(only("ocr", 0).freeSlots()).isZero();
        registry.release(OCR, "pdf@1.0.0#a", OK, 0);
        assertThat(only("ocr", 0).freeSlots()).isEqualTo(1);
    }

    private String instance() {
        return registry.acquire(OCR, 0).orElseThrow().instance();
    }

    private CandidateView only(String capability, long nowMs) {
        List<CandidateView> views = registry.snapshot(nowMs).candidates(capability);
        assertThat(views).hasSize(1);
        return views.get(0);
    }

    private static Spoke pdf(String instance) {
        return spoke("pdf", "1.0.0", instance, instance, "me", 2);
    }

    private static Spoke spoke(
            String name, String version, String instance, String address, String owner, int concurrency) {
        Capability ocr = Capability.of("ocr", "image/*", "text/plain");
        return new Spoke(name, SemVer.parse(version), instance, address, owner, List.of(ocr), concurrency, Map.of());
    }

    private static Spoke two(int concurrency) {
        List<Capability> both = List.of(
                Capability.of("ocr", "image/*", "text/plain"), Capability.of("index", "text/plain", "text/index"));
        return new Spoke("both", new SemVer(1, 0, 0), "", "x", "me", both, concurrency, Map.of());
    }
}

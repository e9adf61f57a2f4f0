package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.Capability;
import io.granger.routing.simulation.World;
import io.granger.task.Chain;
import io.granger.task.StepSpec;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepCandidatesTest {
    private static final Capability EXTRACT = Capability.of("extract", "application/pdf", "text/plain")
            .withExpectedMs(200)
            .withCost(2);

    private World world;

    @BeforeEach
    void twoSpokes() {
        world = new World();
        world.register("alpha", 2, EXTRACT);
        world.register("beta", 1, EXTRACT.withCost(4));
        world.register("gamma", 1, Capability.of("index", "text/plain", "text/id"));
    }

    private Candidates candidates() {
        return StepCandidates.of(request(Chain.of(), Set.of(), Optional.empty()));
    }

    private StepRequest request(Chain rest, Set<String> tried, Optional<String> same) {
        return new StepRequest(
                StepSpec.of("extract"),
                rest,
                "application/pdf",
                tried,
                same,
                Set.of(),
                Set.of(),
                OptionalDouble.empty(),
                false,
                world.snapshot(),
                any -> true,
                world.nowMs);
    }

    private static Optional<Mask> maskOf(Candidates candidates, int index) {
        return candidates.entries().get(index).mask();
    }

    @Test
    void of_fresh() {
        Candidates candidates = candidates();
        assertThat(candidates).isInstanceOf(Candidates.Ready.class);
        assertThat(candidates.entries())
                .extracting(CandidateEntry::id)
                .containsExactly("alpha@1.0.0/extract", "beta@1.0.0/extract");
        float[] features = candidates.entries().get(0).features();
        // before any call: reliable, as fast as declared, half the cost of the dearest, quality in the middle
        assertThat(features).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0.5f, 0.5f, 0, 0);
    }

    @Test
    void of_afterCalls() {
        world.call("alpha@1.0.0/extract", 100, true);
        world.occupy("alpha@1.0.0/extract");
        world.nowMs += 2_000;
        float[] features = candidates().entries().get(0).features();
        assertThat(features[CandidateFeatures.LATENCY_MEAN]).isEqualTo(0.5f);
        assertThat(features[CandidateFeatures.LOAD]).isEqualTo(0.5f);
        assertThat(features[CandidateFeatures.IN_FLIGHT]).isEqualTo(1);
        assertThat(features[CandidateFeatures.SECONDS_SINCE_SEEN]).isEqualTo(2);
        assertThat(features[CandidateFeatures.LOG_CALLS]).isEqualTo((float) StrictMath.log(2));
    }

    @Test
    void of_allBusy() {
        world.occupy("alpha@1.0.0/extract");
        world.occupy("alpha@1.0.0/extract");
        world.occupy("beta@1.0.0/extract");
        assertThat(candidates()).isInstanceOf(Candidates.Queue.class);
        assertThat(maskOf(candidates(), 0)).contains(Mask.CONCURRENCY);
    }

    @Test
    void of_oneBreakerOpen() {
        world.openBreaker("alpha@1.0.0/extract");
        assertThat(maskOf(candidates(), 0)).contains(Mask.BREAKER);
        assertThat(maskOf(candidates(), 1)).isEmpty();
    }

    @Test
    void of_allBreakersOpen() {
        world.openBreaker("beta@1.0.0/extract");
        world.openBreaker("alpha@1.0.0/extract");
        Candidates candidates = candidates();
        assertThat(candidates).isInstanceOf(Candidates.Ready.class);
        assertThat(candidates.entries().get(1).breakerLast()).isTrue();
        assertThat(maskOf(candidates, 0)).contains(Mask.BREAKER);
    }

    @Test
    void of_probeInFlight() {
        world.openBreaker("alpha@1.0.0/extract");
        world.registry.drain("beta@1.0.0#beta-1", world.nowMs);
        world.nowMs += 60_000;
        assertThat(maskOf(candidates(), 0)).isEmpty();
        world.occupy("alpha@1.0.0/extract");
        assertThat(candidates()).isInstanceOf(Candidates.Queue.class);
    }

    @Test
    void of_triedAndSame() {
        Candidates substitute = StepCandidates.of(request(Chain.of(), Set.of("alpha@1.0.0/extract"), Optional.empty()));
        assertThat(maskOf(substitute, 0)).contains(Mask.TRIED);
        Candidates retry = StepCandidates.of(request(Chain.of(), Set.of(), Optional.of("alpha@1.0.0/extract")));
        assertThat(maskOf(retry, 0)).isEmpty();
        assertThat(maskOf(retry, 1)).contains(Mask.ONLY);
    }

    @Test
    void of_restThatDoesNotJoin() {
        world.register("delta", 1, Capability.of("extract", "application/pdf", "image/png"));
        Candidates joined = StepCandidates.of(request(Chain.of("index"), Set.of(), Optional.empty()));
        assertThat(maskOf(joined, 0)).isEmpty();
        assertThat(maskOf(joined, 2)).contains(Mask.SCHEMA_MISFIT);
    }

    @Test
    void of_nobody() {
        StepRequest unknown =
                StepRequest.first(StepSpec.of("translate"), Chain.of(), "text/plain", world.snapshot(), world.nowMs);
        assertThat(StepCandidates.of(unknown))
                .isInstanceOfSatisfying(
                        Candidates.None.class, none -> assertThat(none.why()).isEqualTo("no spoke offers translate"));
        StepRequest otherType =
                StepRequest.first(StepSpec.of("extract"), Chain.of(), "text/html", world.snapshot(), world.nowMs);
        assertThat(StepCandidates.of(otherType))
                .isInstanceOfSatisfying(
                        Candidates.None.class,
                        none -> assertThat(none.why()).isEqualTo("no spoke can do extract now: 2 type"));
    }

    @Test
    void best_moreReliableOfThoseNotTried() {
        world.call("alpha@1.0.0/extract", 10, false);
        assertThat(StepCandidates.best(request(Chain.of(), Set.of(), Optional.empty())))
                .hasValueSatisfying(view -> assertThat(view.id().spoke()).isEqualTo("beta"));
        assertThat(StepCandidates.best(request(Chain.of(), Set.of("beta@1.0.0/extract"), Optional.empty())))
                .hasValueSatisfying(view -> assertThat(view.id().spoke()).isEqualTo("alpha"));
        assertThat(StepCandidates.best(
                        request(Chain.of(), Set.of("alpha@1.0.0/extract", "beta@1.0.0/extract"), Optional.empty())))
                .isEmpty();
    }
}

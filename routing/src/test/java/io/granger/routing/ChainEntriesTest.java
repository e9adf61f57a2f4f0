package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.Capability;
import io.granger.routing.simulation.World;
import io.granger.task.Chain;
import io.granger.task.StepSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainEntriesTest {
    private static final ChainOption EXTRACT = ChainOption.goOn(Chain.of("extract", "index"), "extract>index");
    private static final ChainOption OCR = ChainOption.goOn(Chain.of("ocr", "index"), "ocr>index");
    private static final ChainOption OCR_AGAIN = ChainOption.startAgain(Chain.of("ocr", "index"));

    private World world;

    @BeforeEach
    void spokes() {
        world = new World();
        world.register(
                "one",
                2,
                Capability.of("extract", "in/a", "text/plain")
                        .withExpectedMs(100)
                        .withCost(1));
        world.register(
                "two",
                2,
                Capability.of("ocr", "in/a", "text/plain").withExpectedMs(400).withCost(3));
        world.register(
                "three", 2, Capability.of("index", "text/plain", "out/id").withExpectedMs(100));
    }

    private List<CandidateEntry> entries(String type, Set<String> unsafeDone, ChainOption... options) {
        return ChainEntries.entries(new ChainRequest(
                List.of(options),
                "in/a",
                type,
                Set.of(),
                Set.of(),
                unsafeDone,
                new TaskReference(200, OptionalDouble.of(4)),
                world.snapshot(),
                world.nowMs));
    }

    private static Optional<Mask> maskOf(List<CandidateEntry> entries, String id) {
        return entries.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow()
                .mask();
    }

    @Test
    void entries_fresh() {
        List<CandidateEntry> entries = entries("in/a", Set.of(), OCR, EXTRACT);
        assertThat(entries).extracting(CandidateEntry::id).containsExactly("extract>index", "ocr>index");
        // order 1, two steps, reliable, 200 of 200 ms, 1 of 4, no load, no restart
        assertThat(entries.get(0).features()).containsExactly(1, 2, 1, 1, 0.25f, 0, 0);
        assertThat(entries.get(1).features()).containsExactly(0, 2, 1, 2.5f, 0.75f, 0, 0);
    }

    @Test
    void entries_worstOfTheBest() {
        world.call("three@1.0.0/index", 100, false);
        world.occupy("three@1.0.0/index");
        float[] features = entries("in/a", Set.of(), EXTRACT).get(0).features();
        assertThat(features[OptionFeatures.WORST_SUCCESS]).isLessThan(1).isGreaterThan(0);
        assertThat(features[OptionFeatures.WORST_LOAD]).isEqualTo(0.5f);
    }

    @Test
    void entries_spokeGone() {
        world.registry.remove("two@1.0.0#two-1");
        assertThat(maskOf(entries("in/a", Set.of(), EXTRACT, OCR), "ocr>index")).contains(Mask.NO_SPOKE);
    }

    @Test
    void entries_typesDoNotJoin() {
        List<CandidateEntry> entries = entries("text/html", Set.of(), EXTRACT, OCR_AGAIN);
        assertThat(maskOf(entries, "extract>index")).contains(Mask.SCHEMA_MISFIT);
        // a restart begins with the task's input
        assertThat(maskOf(entries, "restart:ocr>index")).isEmpty();
    }

    @Test
    void entries_restartRepeatsUnsafe() {
        List<CandidateEntry> entries = entries("in/a", Set.of("index"), EXTRACT, OCR_AGAIN);
        assertThat(maskOf(entries, "restart:ocr>index")).contains(Mask.EFFECTS);
        assertThat(maskOf(entries, "extract>index")).isEmpty();
    }

    @Test
    void entries_breakers() {
        world.openBreaker("two@1.0.0/ocr");
        assertThat(maskOf(entries("in/a", Set.of(), EXTRACT, OCR), "ocr>index")).contains(Mask.BREAKER);
        world.nowMs += 1000;
        world.openBreaker("one@1.0.0/extract");
        List<CandidateEntry> both = entries("in/a", Set.of(), EXTRACT, OCR);
        assertThat(both.get(0).mask()).contains(Mask.BREAKER);
        assertThat(both.get(1).breakerLast()).isTrue();
    }

    @Test
    void entries_optionalStepNobodyServes() {
        StepSpec translate = new StepSpec("translate", Optional.empty(), true, OptionalLong.empty(), Optional.empty());
        Chain chain = new Chain(List.of(StepSpec.of("extract"), translate, StepSpec.of("index")));
        assertThat(entries("in/a", Set.of(), ChainOption.goOn(chain, chain.id()))
                        .get(0)
                        .eligible())
                .isTrue();
    }

    @Test
    void reference_firstChainAndDearest() {
        TaskReference reference =
                TaskReference.of(List.of(Chain.of("extract", "index"), Chain.of("ocr", "index")), world.snapshot());
        assertThat(reference).isEqualTo(new TaskReference(200, OptionalDouble.of(3)));
        assertThat(TaskReference.of(List.of(Chain.of("translate")), world.snapshot()))
                .isEqualTo(new TaskReference(1000, OptionalDouble.empty()));
    }
}

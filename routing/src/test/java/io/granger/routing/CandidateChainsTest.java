package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.Capability;
import io.granger.routing.simulation.World;
import io.granger.task.Chain;
import io.granger.task.Pipeline;
import io.granger.task.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandidateChainsTest {
    private static final Pipeline ALTERNATIVES = Pipeline.of(
            "documents",
            "1.0.0",
            "in/a",
            new Recipe.Alternatives(List.of(
                    Chain.of("extract", "summarize", "index"),
                    Chain.of("extract", "index"),
                    Chain.of("ocr", "index"))));
    private static final Pipeline GOAL =
            Pipeline.of("any", "1.0.0", "in/a", new Recipe.Goal("in/a", "out/id", 4, List.of("index")));

    private World world;

    @BeforeEach
    void spokes() {
        world = new World();
        world.register("one", 1, Capability.of("extract", "in/a", "text/plain"));
        world.register("two", 1, Capability.of("ocr", "in/a", "text/plain"));
        world.register("three", 1, Capability.of("summarize", "text/plain", "text/plain"));
        world.register("four", 1, Capability.of("index", "text/plain", "out/id"));
    }

    private List<String> ids(Pipeline pipeline, TaskPosition position) {
        return CandidateChains.options(pipeline, position, world.snapshot(), 64).stream()
                .map(ChainOption::id)
                .toList();
    }

    private static TaskPosition after(List<String> done, String type) {
        return new TaskPosition("in/a", type, done, Set.of(), false, Optional.empty());
    }

    private static TaskPosition failed(List<String> done, String type, String capability, String... failedChains) {
        return new TaskPosition("in/a", type, done, Set.of(failedChains), true, Optional.of(capability));
    }

    @Test
    void options_atStart() {
        assertThat(ids(ALTERNATIVES, TaskPosition.start("in/a")))
                .containsExactly("extract>summarize>index", "extract>index", "ocr>index");
    }

    @Test
    void options_afterOneStep() {
        assertThat(ids(ALTERNATIVES, after(List.of("extract"), "text/plain")))
                .containsExactly("summarize>index", "index");
    }

    @Test
    void options_firstStepFailed() {
        assertThat(ids(ALTERNATIVES, failed(List.of(), "in/a", "extract", "extract>summarize>index")))
                .containsExactly("ocr>index");
    }

    @Test
    void options_laterStepFailed() {
        assertThat(ids(ALTERNATIVES, failed(List.of("extract"), "text/plain", "summarize", "extract>summarize>index")))
                .containsExactly("index", "restart:ocr>index");
    }

    @Test
    void options_allFailed() {
        assertThat(ids(
                        ALTERNATIVES,
                        failed(
                                List.of("extract"),
                                "text/plain",
                                "index",
                                "extract>summarize>index",
                                "extract>index",
                                "ocr>index")))
                .isEmpty();
    }

    @Test
    void options_chainIdIsOfTheWholeChain() {
        List<ChainOption> options =
                CandidateChains.options(ALTERNATIVES, after(List.of("extract"), "text/plain"), world.snapshot(), 64);
        assertThat(options)
                .extracting(ChainOption::chainId)
                .containsExactly("extract>summarize>index", "extract>index");
        assertThat(options.get(1).rest()).isEqualTo(Chain.of("index"));
    }

    @Test
    void options_goalAtStart() {
        assertThat(ids(GOAL, TaskPosition.start("in/a")))
                .containsExactly("extract>index", "ocr>index", "extract>summarize>index", "ocr>summarize>index");
    }

    @Test
    void options_goalGoesOnFromTheDataThereIs() {
        // the spoke that did the step done has left: what it made is still there
        world.registry.remove("one@1.0.0#one-1");
        assertThat(ids(GOAL, after(List.of("extract"), "text/plain"))).containsExactly("index", "summarize>index");
    }

    @Test
    void options_goalStepFailed() {
        assertThat(ids(GOAL, failed(List.of("extract"), "text/plain", "summarize", "extract>summarize>index")))
                .containsExactly("index", "restart:ocr>index", "restart:ocr>summarize>index");
    }

    @Test
    void options_limit() {
        assertThat(CandidateChains.options(ALTERNATIVES, TaskPosition.start("in/a"), world.snapshot(), 2))
                .hasSize(2);
    }

    @Test
    void options_capabilityCalledLikeARecoveryOption() {
        assertThat(ChainOption.goOn(Chain.of("retry"), "retry").id()).isEqualTo(">retry");
    }

    @Test
    void isComplete_alternativesAndGoal() {
        assertThat(CandidateChains.isComplete(ALTERNATIVES, after(List.of("extract", "index"), "out/id")))
                .isTrue();
        assertThat(CandidateChains.isComplete(ALTERNATIVES, after(List.of("extract"), "text/plain")))
                .isFalse();
        assertThat(CandidateChains.isComplete(GOAL, after(List.of("ocr", "index"), "out/id")))
                .isTrue();
        assertThat(CandidateChains.isComplete(GOAL, TaskPosition.start("in/a"))).isFalse();
    }
}

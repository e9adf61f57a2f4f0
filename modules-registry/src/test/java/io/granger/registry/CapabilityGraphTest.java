package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.ChainResult.Chains;
import io.granger.registry.ChainResult.NoChain;
import io.granger.registry.ChainResult.TooMany;
import io.granger.task.Chain;
import io.granger.task.Recipe;
import io.granger.task.Recipe.Alternatives;
import io.granger.task.Recipe.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapabilityGraphTest {
    private static final Recipe DOCUMENTS =
            new Alternatives(List.of(Chain.of("extract-text", "summarize", "index"), Chain.of("ocr", "index")));

    private final SpokeRegistry registry = new SpokeRegistry(RegistrySettings.defaults());

    @Test
    void alternatives_keepTheirOrder() {
        documents();
        assertThat(ids(CapabilityGraph.chains(DOCUMENTS, "application/pdf", snapshot(), 64)))
                .containsExactly("extract-text>summarize>index", "ocr>index");
    }

    @Test
    void alternatives_thatDoNotJoinAreLeftOut() {
        documents();
        assertThat(ids(CapabilityGraph.chains(DOCUMENTS, "image/png", snapshot(), 64)))
                .containsExactly("ocr>index");
    }

    @Test
    void alternatives_noneJoins() {
        documents();
        assertThat(CapabilityGraph.chains(DOCUMENTS, "text/html", snapshot(), 64))
                .isEqualTo(new NoChain("the input is of type text/html, but \"extract-text\" accepts application/pdf"));
    }

    @Test
    void alternatives_nobodyOffers() {
        offer("extract-text", "application/pdf", "text/plain");
        assertThat(CapabilityGraph.chains(DOCUMENTS, "application/pdf", snapshot(), 64))
                .isEqualTo(new NoChain("no spoke offers \"summarize\""));
    }

    @Test
    void alternatives_tooMany() {
        documents();
        assertThat(CapabilityGraph.chains(DOCUMENTS, "application/pdf", snapshot(), 1))
                .isEqualTo(new TooMany(1));
        assertThat(ids(CapabilityGraph.chains(DOCUMENTS, "image/png", snapshot(), 1)))
                .hasSize(1);
    }

    @Test
    void misfit_neighbours() {
        documents();
        assertThat(CapabilityGraph.misfit(Chain.of("summarize", "extract-text"), "text/plain", snapshot()))
                .contains("\"summarize\" produces text/summary, but \"extract-text\" accepts application/pdf");
        assertThat(CapabilityGraph.misfit(Chain.of("extract-text", "index"), "application/pdf", snapshot()))
                .isEmpty();
    }

    @Test
    void misfit_version() {
        offer("ocr", "1.4.0", "image/*", "text/plain");
        assertThat(CapabilityGraph.misfit(Chain.parse("ocr@^1.2"), "image/png", snapshot()))
                .isEmpty();
        assertThat(CapabilityGraph.misfit(Chain.parse("ocr@^2"), "image/png", snapshot()))
                .contains("no spoke offers \"ocr\" in version ^2, only 1.4.0");
    }

    @Test
    void misfit_typesOfTheRightVersionFlow() {
        offer("convert", "1.0.0", "image/*", "text/html");
        offer("convert", "2.0.0", "image/*", "text/plain");
        offer("index", "text/plain", "text/index");
        assertThat(CapabilityGraph.misfit(Chain.parse("convert | index"), "image/png", snapshot()))
                .isEmpty();
        assertThat(CapabilityGraph.misfit(Chain.parse("convert@^2 | index"), "image/png", snapshot()))
                .isEmpty();
        assertThat(CapabilityGraph.misfit(Chain.parse("convert@^1 | index"), "image/png", snapshot()))
                .contains("\"convert@^1\" produces text/html, but \"index\" accepts text/plain");
    }

    @Test
    void misfit_onlyWhatFlowsInMatters() {
        // The spoke that takes html would make plain text of it, but what comes in is an image.
        offer("convert", "1.0.0", "image/*", "text/html");
        offer("convert", "2.0.0", "text/html", "text/plain");
        offer("index", "text/plain", "text/index");
        assertThat(CapabilityGraph.misfit(Chain.of("convert", "index"), "image/png", snapshot()))
                .isPresent();
    }

    @Test
    void canFinish_rest() {
        documents();
        assertThat(CapabilityGraph.canFinish("text/plain", Chain.of("summarize", "index"), snapshot()))
                .isTrue();
        assertThat(CapabilityGraph.canFinish("image/png", Chain.of("summarize", "index"), snapshot()))
                .isFalse();
        assertThat(CapabilityGraph.canFinish("image/png", new Chain(List.of()), snapshot()))
                .isTrue();
        assertThat(CapabilityGraph.canFinish("image/png", new Chain(List.of()), "text/*", snapshot()))
                .isFalse();
        assertThat(CapabilityGraph.canFinish("text/plain", Chain.of("summarize"), "text/summary", snapshot()))
                .isTrue();
    }

    @Test
    void canFinish_drainingSpokeOffersNothing() {
        documents();
        registry.drain("ocr-1@1.0.0#a", 0);
        assertThat(CapabilityGraph.canFinish("image/png", Chain.of("ocr"), snapshot()))
                .isFalse();
    }

    @Test
    void goal_fewestStepsFirstThenByName() {
        documents();
        Goal goal = new Goal("application/*", "text/summary", 4, List.of());
        assertThat(ids(CapabilityGraph.chains(goal, "application/pdf", snapshot(), 64)))
                .containsExactly("extract-text>summarize", "ocr>summarize");
    }

    @Test
    void goal_byNameIsStepByStep() {
        // As whole texts "a-b>z" comes before "a>z"; step by step "a" comes before "a-b".
        offer("a", "image/png", "text/html");
        offer("a-b", "image/png", "text/html");
        offer("z", "text/html", "text/plain");
        Goal goal = new Goal("image/*", "text/plain", 2, List.of());
        assertThat(ids(CapabilityGraph.chains(goal, "image/png", snapshot(), 64)))
                .containsExactly("a>z", "a-b>z");
    }

    @Test
    void goal_throughInOrder() {
        for (String name : List.of("a", "b", "c")) {
            offer(name, "text/*", "text/plain");
        }
        Goal goal = new Goal("text/*", "text/plain", 3, List.of("c", "a"));
        assertThat(ids(CapabilityGraph.chains(goal, "text/html", snapshot(), 64)))
                .containsExactly("c>a", "b>c>a", "c>a>b", "c>b>a");
    }

    @Test
    void goal_gaps() {
        documents();
        assertThat(gap(new Goal("application/*", "text/plain", 4, List.of()), "image/png"))
                .isEqualTo("the input is of type image/png, but the goal accepts application/*");
        assertThat(gap(new Goal("*/*", "text/plain", 4, List.of("translate")), "image/png"))
                .isEqualTo("no spoke offers \"translate\"");
        assertThat(gap(new Goal("*/*", "text/plain", 4, List.of()), "audio/ogg"))
                .isEqualTo("no spoke accepts audio/ogg");
        assertThat(gap(new Goal("*/*", "audio/ogg", 4, List.of()), "image/png"))
                .isEqualTo("no spoke produces audio/ogg");
        assertThat(gap(new Goal("*/*", "text/index", 1, List.of()), "image/png"))
                .isEqualTo("no chain of at most 1 steps leads from image/png to text/index");
        assertThat(gap(new Goal("*/*", "text/plain", 4, List.of("summarize", "ocr")), "image/png"))
                .isEqualTo("no chain of at most 4 steps leads from image/png to text/plain through summarize, ocr");
    }

    @Test
    void goal_limitIsNotYetTooMany() {
        documents();
        Goal goal = new Goal("*/*", "text/summary", 2, List.of());
        assertThat(CapabilityGraph.chains(goal, "application/pdf", snapshot(), 2))
                .isInstanceOf(Chains.class);
        assertThat(CapabilityGraph.chains(goal, "application/pdf", snapshot(), 1))
                .isEqualTo(new TooMany(1));
    }

    @Test
    void goal_hundredCapabilitiesThatAllJoin() {
        for (int i = 0; i < 100; i++) {
            offer("c" + i, "text/*", "text/plain");
        }
        // More than 10^31 sequences.
        Goal goal = new Goal("*/*", "text/plain", 16, List.of());
        assertThat(CapabilityGraph.chains(goal, "text/plain", snapshot(), 64)).isEqualTo(new TooMany(64));
        Goal unreachable = new Goal("*/*", "image/png", 16, List.of());
        assertThat(CapabilityGraph.chains(unreachable, "text/plain", snapshot(), 64))
                .isInstanceOf(NoChain.class);
    }

    @Test
    void goal_graphMadeToDefeatTheSearch() {
        // The only way out needs "turn" twice, which the look-ahead cannot know.
        for (int i = 0; i < 60; i++) {
            offer("c" + i, "text/a", "text/a");
        }
        offer("turn", "1.0.0", "text/a", "text/b");
        offer("turn", "2.0.0", "text/c", "text/d");
        offer("on", "text/b", "text/c");
        Goal goal = new Goal("*/*", "text/d", 16, List.of());
        assertThat(CapabilityGraph.chains(goal, "text/a", snapshot(), 64)).isEqualTo(new TooMany(64));
    }

    @Test
    void memo_answersAnewWhenTheOfferChanges() {
        ChainMemo memo = new ChainMemo();
        offer("ocr", "image/*", "text/plain");
        Recipe recipe = new Alternatives(List.of(Chain.of("ocr", "index")));
        ChainResult before = memo.chains(recipe, "image/png", snapshot(), 64);
        assertThat(before).isInstanceOf(NoChain.class);
        assertThat(memo.chains(recipe, "image/png", snapshot(), 64)).isSameAs(before);
        offer("index", "text/plain", "text/index");
        assertThat(ids(memo.chains(recipe, "image/png", snapshot(), 64))).containsExactly("ocr>index");
        assertThat(memo.chains(recipe, "text/plain", snapshot(), 64)).isInstanceOf(NoChain.class);
    }

    private void documents() {
        offer("extract-text", "application/pdf", "text/plain");
        registry.register(
                new Spoke(
                        "ocr-1",
                        new SemVer(1, 0, 0),
                        "a",
                        "x",
                        "me",
                        List.of(new Capability(
                                "ocr",
                                List.of("application/pdf", "image/*"),
                                "text/plain",
                                java.util.Optional.empty(),
                                java.util.Optional.empty(),
                                java.util.OptionalDouble.empty(),
                                java.util.OptionalLong.empty(),
                                java.util.OptionalDouble.empty(),
                                Effects.NONE)),
                        1,
                        Map.of()),
                0);
        offer("summarize", "text/plain", "text/summary");
        offer("index", "text/*", "text/index");
    }

    private void offer(String capability, String accepts, String produces) {
        offer(capability, "1.0.0", accepts, produces);
    }

    private void offer(String capability, String version, String accepts, String produces) {
        registry.register(
                new Spoke(
                        "s-" + capability,
                        SemVer.parse(version),
                        "i" + version,
                        "x",
                        "me",
                        List.of(Capability.of(capability, accepts, produces)),
                        1,
                        Map.of()),
                0);
    }

    private String gap(Goal goal, String type) {
        return ((NoChain) CapabilityGraph.chains(goal, type, snapshot(), 64)).gap();
    }

    private RegistrySnapshot snapshot() {
        return registry.snapshot(0);
    }

    static List<String> ids(ChainResult result) {
        assertThat(result).isInstanceOf(Chains.class);
        return Arrays.asList(((Chains) result).chains().stream().map(Chain::id).toArray(String[]::new));
    }
}

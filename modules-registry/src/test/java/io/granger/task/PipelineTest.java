package io.granger.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.task.Recipe.Alternatives;
import io.granger.task.Recipe.Goal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final Recipe RECIPE = new Alternatives(List.of(Chain.of("extract-text", "index"), Chain.of("ocr")));

    @Test
    void alternatives_duplicate() {
        Chain optional =
                new Chain(List.of(new StepSpec("ocr", Optional.empty(), true, OptionalLong.empty(), Optional.empty())));
        assertThatThrownBy(() -> new Alternatives(List.of(Chain.of("ocr"), optional)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duplicate alternative \"ocr\"");
    }

    @Test
    void alternatives_emptyChain() {
        assertThatThrownBy(() -> new Alternatives(List.of(Chain.of("a"), new Chain(List.of()))))
                .hasMessage("alternative 2 must have at least 1 step, had 0");
        assertThatThrownBy(() -> new Alternatives(List.of()))
                .hasMessage("number of alternatives must be between 1 and 1000, was 0");
    }

    @Test
    void goal_badValues() {
        assertThatThrownBy(() -> new Goal("pdf", "text/plain", 4, List.of())).hasMessageContaining("accepts must be");
        assertThatThrownBy(() -> new Goal("*/*", "text/plain", 17, List.of()))
                .hasMessage("maxSteps must be between 1 and 16, was 17");
        assertThatThrownBy(() -> new Goal("*/*", "text/plain", 4, List.of("a", "a")))
                .hasMessage("through must not name a capability twice, was [a, a]");
        assertThatThrownBy(() -> new Goal("*/*", "text/plain", 1, List.of("a", "b")))
                .hasMessage("through must name at most maxSteps = 1 capabilities, named 2");
    }

    @Test
    void pipeline_badValues() {
        assertThatThrownBy(() -> Pipeline.of("Documents", "1.0.0", "*/*", RECIPE))
                .hasMessageContaining("pipeline name must match");
        assertThatThrownBy(() -> Pipeline.of("documents", "1.0", "*/*", RECIPE))
                .hasMessageContaining("version must be a semantic version");
        assertThatThrownBy(() -> Pipeline.of("documents", "1.0.0", "pdf", RECIPE))
                .hasMessageContaining("accepts must be a media type");
        assertThatThrownBy(() -> with(List.of(), Optional.of("auto"), OptionalDouble.empty()))
                .hasMessage("mode must be heuristic, shadow, canary or rl, was \"auto\"");
        assertThatThrownBy(() -> with(List.of(), Optional.empty(), OptionalDouble.of(1.1)))
                .hasMessage("share must be between 0.0 and 1.0, was 1.1");
    }

    @Test
    void pipeline_duplicateFeature() {
        var features =
                List.of(new FeatureSpec("bytes", FeatureKind.NUMERIC), new FeatureSpec("bytes", FeatureKind.CATEGORY));
        assertThatThrownBy(() -> with(features, Optional.empty(), OptionalDouble.empty()))
                .hasMessage("duplicate feature \"bytes\"");
        assertThatThrownBy(() -> new FeatureSpec("a b", FeatureKind.TEXT)).hasMessageContaining("feature name must");
    }

    @Test
    void adHoc_nameFollowsTheRecipe() {
        Pipeline first = Pipeline.adHoc(RECIPE);
        assertThat(first.name()).matches("adhoc-[0-9a-f]{12}");
        assertThat(Pipeline.adHoc(new Alternatives(List.of(Chain.parse("extract-text|index"), Chain.of("ocr"))))
                        .name())
                .isEqualTo(first.name());
        assertThat(Pipeline.adHoc(new Alternatives(List.of(Chain.of("ocr"), Chain.of("extract-text", "index"))))
                        .name())
                .isNotEqualTo(first.name());
    }

    @Test
    void adHoc_everyWordOfAStepCounts() {
        Recipe plain = recipe(false, OptionalLong.empty(), Optional.empty());
        Recipe optional = recipe(true, OptionalLong.empty(), Optional.empty());
        Recipe timed = recipe(false, OptionalLong.of(5), Optional.empty());
        Recipe verified = recipe(false, OptionalLong.empty(), Optional.of("rate"));
        assertThat(List.of(plain, optional, timed, verified).stream()
                        .map(recipe -> Pipeline.adHoc(recipe).name())
                        .distinct())
                .hasSize(4);
    }

    @Test
    void adHoc_goalKeepsItsType() {
        Goal goal = new Goal("application/*", "text/plain", 4, List.of("ocr"));
        assertThat(Pipeline.adHoc(goal).accepts()).isEqualTo("application/*");
        assertThat(Pipeline.adHoc(RECIPE).accepts()).isEqualTo("*/*");
    }

    private static Recipe recipe(boolean optional, OptionalLong timeoutMs, Optional<String> verify) {
        return new Alternatives(
                List.of(new Chain(List.of(new StepSpec("a", Optional.empty(), optional, timeoutMs, verify)))));
    }

    private static Pipeline with(List<FeatureSpec> features, Optional<String> mode, OptionalDouble share) {
        return new Pipeline("documents", "1.0.0", "*/*", features, RECIPE, OptionalLong.empty(), mode, share);
    }
}

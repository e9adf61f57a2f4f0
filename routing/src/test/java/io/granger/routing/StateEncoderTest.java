package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granger.task.Chain;
import io.granger.task.FailureClass;
import io.granger.task.FeatureKind;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StateEncoderTest {
    private static final Pipeline PLAIN = pipeline();
    private static final Pipeline RICH = pipeline(
            new FeatureSpec("pages", FeatureKind.NUMERIC),
            new FeatureSpec("language", FeatureKind.CATEGORY),
            new FeatureSpec("title", FeatureKind.TEXT));

    private static Pipeline pipeline(FeatureSpec... features) {
        return new Pipeline(
                "documents",
                "1.0.0",
                "*/*",
                List.of(features),
                new Recipe.Alternatives(List.of(Chain.of("extract"))),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    private static TaskFacts facts(Pipeline pipeline, String type, Map<String, Object> features) {
        return new TaskFacts(
                pipeline, type, 1023, features, Preset.SPEED, 2, 3, 1, 0.25, 0.5, Optional.of(FailureClass.TIMEOUT));
    }

    private static float[] encode(Pipeline pipeline, String type, Map<String, Object> features) {
        return StateEncoder.of(pipeline).encode(facts(pipeline, type, features));
    }

    private static int index(Pipeline pipeline, String name) {
        return StateEncoder.layoutOf(pipeline).names().indexOf(name);
    }

    private static float[] block(float[] state, Pipeline pipeline, String prefix, int size) {
        int from = index(pipeline, prefix + " #0");
        return Arrays.copyOfRange(state, from, from + size);
    }

    @Test
    void layout_sizes() {
        // 1 for bytes, 16 buckets, 5 for progress, 5 failure classes, 4 weights
        assertThat(StateEncoder.layoutOf(PLAIN).names()).hasSize(31);
        assertThat(StateEncoder.layoutOf(PLAIN).stepWidth()).isEqualTo(27);
        // and 2 for the numeric, 32 for words
        assertThat(StateEncoder.layoutOf(RICH).names()).hasSize(65);
    }

    @Test
    void layout_idFollowsFromNames() {
        // learned weights depend on these: a change needs a new version of the layout
        assertThat(StateEncoder.layoutOf(PLAIN).id()).isEqualTo("v1-faa3ec27");
        assertThat(StateEncoder.layoutOf(RICH).id()).isEqualTo("v1-c1775b7b");
    }

    @Test
    void encode_progressAndWeights() {
        float[] state = encode(PLAIN, "text/plain", Map.of());
        assertThat(state[index(PLAIN, "log2-bytes")]).isEqualTo(10, within(1e-6f));
        assertThat(state[index(PLAIN, "steps-done")]).isEqualTo(2);
        assertThat(state[index(PLAIN, "steps-left")]).isEqualTo(3);
        assertThat(state[index(PLAIN, "attempts")]).isEqualTo(1);
        assertThat(state[index(PLAIN, "deadline-share")]).isEqualTo(0.25f);
        assertThat(state[index(PLAIN, "cost-share")]).isEqualTo(0.5f);
        assertThat(state[index(PLAIN, "failure timeout")]).isEqualTo(1);
        assertThat(state[index(PLAIN, "failure internal")]).isZero();
        assertThat(Arrays.copyOfRange(state, 27, 31)).containsExactly(0.3f, 0.5f, 0.15f, 0.05f);
    }

    @Test
    void encode_numerics() {
        float[] given = encode(RICH, "text/plain", Map.of("pages", 12.0));
        assertThat(given[index(RICH, "numeric pages")]).isEqualTo(12);
        assertThat(given[index(RICH, "missing pages")]).isZero();
        float[] missing = encode(RICH, "text/plain", Map.of());
        assertThat(missing[index(RICH, "numeric pages")]).isZero();
        assertThat(missing[index(RICH, "missing pages")]).isEqualTo(1);
        float[] huge = encode(RICH, "text/plain", Map.of("pages", 1e300));
        assertThat(huge[index(RICH, "numeric pages")]).isEqualTo(1e9f);
    }

    @Test
    void encode_typeIsHashed() {
        float[] pdf = block(encode(PLAIN, "application/pdf", Map.of()), PLAIN, "category ", 16);
        float[] plain = block(encode(PLAIN, "text/plain", Map.of()), PLAIN, "category ", 16);
        assertThat(sumOfSquares(pdf)).isEqualTo(1);
        assertThat(pdf).isNotEqualTo(plain);
    }

    @Test
    void encode_categoriesAddUp() {
        float[] none = block(encode(RICH, "text/plain", Map.of()), RICH, "category language", 16);
        float[] english = block(encode(RICH, "text/plain", Map.of("language", "en")), RICH, "category language", 16);
        int changed = 0;
        for (int i = 0; i < 16; i++) {
            changed += none[i] != english[i] ? 1 : 0;
        }
        assertThat(changed).isEqualTo(1);
    }

    @Test
    void encode_textWeighsTheSameHoweverLong() {
        float[] once = words("Quarterly report");
        float[] twice = words("quarterly REPORT, quarterly report");
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isEqualTo((float) Math.sqrt(2) * once[i], within(1e-6f));
        }
        assertThat(words("")).containsOnly(0);
    }

    private static float[] words(String title) {
        return block(encode(RICH, "text/plain", Map.of("title", title)), RICH, "text title", 32);
    }

    @Test
    void encode_anotherPipeline() {
        Pipeline other = Pipeline.of("other", "1.0.0", "*/*", PLAIN.recipe());
        assertThatThrownBy(() -> StateEncoder.of(PLAIN).encode(facts(other, "text/plain", Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("documents");
    }

    private static float sumOfSquares(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum;
    }
}

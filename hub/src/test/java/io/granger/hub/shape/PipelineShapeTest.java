package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.task.Chain;
import io.granger.task.FeatureKind;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import io.granger.task.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineShapeTest {
    private static final String HEAD = "{\"name\":\"p\",\"version\":\"1.0.0\",\"accepts\":\"a/b\"";

    private static Pipeline read(String text) {
        return PipelineShape.read(StrictJson.object(text), 8);
    }

    private static Arguments bad(String more, String code, String field, String fragment) {
        return Arguments.of(HEAD + more + "}", code, field, fragment);
    }

    static Stream<Arguments> refused() {
        String chain = ",\"alternatives\":[[\"x\"]]";
        return Stream.of(
                Arguments.of("{\"version\":\"1.0.0\"}", "missing-field", "name", "required"),
                Arguments.of("{\"name\":\"p\"}", "missing-field", "version", "required"),
                Arguments.of("{\"name\":\"P\"}", "bad-name", "name", "P"),
                Arguments.of("{\"name\":\"p\",\"version\":1.0}", "bad-value", "version", "a text, got 1.0"),
                Arguments.of(
                        "{\"name\":\"p\",\"version\":\"1.0.0\"" + chain + "}", "missing-field", "accepts", "required"),
                bad("", "missing-field", "alternatives", "or else goal"),
                bad(chain + ",\"alternative\":[]", "unknown-field", "alternative", "alternatives"),
                bad(chain + ",\"goal\":{}", "bad-value", "goal", "together with alternatives"),
                bad(",\"alternatives\":[]", "chain-invalid", "alternatives", "0"),
                bad(",\"alternatives\":[[]]", "chain-invalid", "alternatives[0]", "1 to 16 steps, got 0"),
                bad(",\"alternatives\":[null]", "bad-value", "alternatives[0]", "got null"),
                bad(",\"alternatives\":[[\"x\"],\"x\"]", "chain-invalid", "alternatives", "duplicate alternative"),
                bad(
                        ",\"alternatives\":[[\"x\",{\"capability\":\"Y\"}]]",
                        "bad-name",
                        "alternatives[0][1].capability",
                        "Y"),
                bad(",\"goal\":{\"accepts\":\"a/b\"}", "missing-field", "goal.produces", "required"),
                bad(
                        ",\"goal\":{\"accepts\":\"a/b\",\"produces\":\"a/c\",\"maxSteps\":9}",
                        "bad-value",
                        "goal.maxSteps",
                        "8"),
                bad(chain + ",\"features\":[{\"name\":\"f\"}]", "missing-field", "features[0].kind", "required"),
                bad(
                        chain + ",\"features\":[{\"name\":\"f\",\"kind\":\"number\"}]",
                        "bad-value",
                        "features[0].kind",
                        "numeric"),
                bad(
                        chain + ",\"features\":[{\"name\":\"-f\",\"kind\":\"text\"}]",
                        "bad-name",
                        "features[0].name",
                        "-f"),
                bad(
                        chain + ",\"features\":[{\"name\":\"f\",\"kind\":\"text\"},{\"name\":\"f\",\"kind\":\"text\"}]",
                        "chain-invalid",
                        "",
                        "duplicate feature"),
                bad(chain + ",\"deadlineMs\":1", "deadline-out-of-range", "deadlineMs", "got 1"),
                bad(chain + ",\"mode\":\"canry\"", "bad-value", "mode", "did you mean \"canary\"?"),
                bad(chain + ",\"share\":1.5", "share-out-of-range", "share", "from 0 to 1, got 1.5"),
                bad(chain + ",\"share\":\"x\"", "bad-value", "share", "got \"x\""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void read_refused(String text, String code, String field, String fragment) {
        Refused.with(code, field, fragment, () -> read(text));
    }

    @Test
    void read_alternatives() {
        assertThat(read(HEAD + """
                ,"alternatives":[["x","y"],"z | y"],"features":[{"name":"bytes","kind":"numeric"}],
                "deadlineMs":500,"mode":"canary","share":0.1}"""))
                .isEqualTo(new Pipeline(
                        "p",
                        "1.0.0",
                        "a/b",
                        List.of(new FeatureSpec("bytes", FeatureKind.NUMERIC)),
                        new Recipe.Alternatives(List.of(Chain.of("x", "y"), Chain.of("z", "y"))),
                        OptionalLong.of(500),
                        Optional.of("canary"),
                        OptionalDouble.of(.1)));
    }

    @Test
    void read_goal_acceptsWhatTheGoalAccepts() {
        Pipeline pipeline = read(
                "{\"name\":\"p\",\"version\":\"1.0.0\",\"goal\":{\"accepts\":\"a/*\",\"produces\":\"c/d\",\"maxSteps\":2}}");
        assertThat(pipeline).isEqualTo(Pipeline.of("p", "1.0.0", "a/*", new Recipe.Goal("a/*", "c/d", 2, List.of())));
    }

    private static final Pipeline WITH_FEATURES = read(HEAD + """
            ,"alternatives":["x"],"features":[{"name":"bytes","kind":"numeric"},{"name":"type","kind":"category"},
            {"name":"title","kind":"text"}]}""");

    @Test
    void featureCheck_declared() {
        FeatureCheck.check(WITH_FEATURES, Map.of("bytes", 3.0, "type", "a", "title", "b c"));
        FeatureCheck.check(WITH_FEATURES, Map.of());
    }

    @Test
    void featureCheck_refused() {
        Refused.with(
                "unknown-field",
                "features.byte",
                "not a feature of pipeline p, did you mean \"bytes\"?",
                () -> FeatureCheck.check(WITH_FEATURES, Map.of("byte", 3.0)));
        Refused.with(
                "unknown-field",
                "features.wholly-other",
                "which declares bytes, title, type",
                () -> FeatureCheck.check(WITH_FEATURES, Map.of("wholly-other", 3.0)));
        Refused.with(
                "unknown-field",
                "features.f",
                "which declares none",
                () -> FeatureCheck.check(Pipeline.adHoc(WITH_FEATURES.recipe()), Map.of("f", 3.0)));
        Refused.with(
                "bad-value",
                "features.bytes",
                "must be a number as declared, got \"3\"",
                () -> FeatureCheck.check(WITH_FEATURES, Map.of("bytes", "3")));
        Refused.with(
                "bad-value",
                "features.type",
                "must be a text (category) as declared, got 3.0",
                () -> FeatureCheck.check(WITH_FEATURES, Map.of("type", 3.0)));
        Refused.with(
                "number-not-finite",
                "features.bytes",
                "NaN",
                () -> FeatureCheck.check(WITH_FEATURES, Map.of("bytes", Double.NaN)));
    }
}

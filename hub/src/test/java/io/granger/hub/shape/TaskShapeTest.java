package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.VersionRange;
import io.granger.task.Chain;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import io.granger.task.StepSpec;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskShapeTest {
    private static TaskRequest read(String text) {
        return TaskShape.read(StrictJson.object(text), 8);
    }

    /** A task of pipeline p with an empty input and {@code more} fields. */
    private static String task(String more) {
        return "{\"pipeline\":\"p\",\"input\":{}" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static String steps(String steps) {
        return "{\"input\":{},\"steps\":" + steps + "}";
    }

    private static String goal(String goal) {
        return "{\"input\":{},\"goal\":" + goal + "}";
    }

    private static Arguments bad(String text, String code, String field, String fragment) {
        return Arguments.of(text, code, field, fragment);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                bad(task("\"pipline\":1"), "unknown-field", "pipline", "did you mean \"pipeline\"?"),
                bad(task("\"id\":\"t-1\""), "unknown-field", "id", "known"),
                bad(task("\"zzzzzzzzzzzz\":1"), "unknown-field", "zzzzzzzzzzzz", "known are avoid, deadlineMs"),
                bad("{\"input\":{}}", "missing-field", "pipeline", "or else steps or goal"),
                bad("{\"pipeline\":\"p\"}", "missing-field", "input", "is required"),
                bad("{\"pipeline\":\"p\",\"input\":null}", "missing-field", "input", "is required"),
                bad("{\"pipeline\":\"p\",\"input\":[]}", "bad-value", "input", "an object, got a list of 0"),
                bad("{\"pipeline\":\"P\",\"input\":{}}", "bad-name", "pipeline", "got \"P\""),
                bad("{\"pipeline\":\"\",\"input\":{}}", "bad-name", "pipeline", "got \"\""),
                bad("{\"pipeline\":\"" + "a".repeat(64) + "\",\"input\":{}}", "bad-name", "pipeline", "{0,62}"),
                bad("{\"pipeline\":7,\"input\":{}}", "bad-value", "pipeline", "a text, got 7"),
                bad(task("\"steps\":\"a\""), "bad-value", "steps", "together with pipeline"),
                bad(
                        task("\"goal\":{\"accepts\":\"a/b\",\"produces\":\"c/d\"}"),
                        "bad-value",
                        "goal",
                        "together with pipeline"),
                bad(task("\"priority\":0"), "bad-value", "priority", "from 1 to 5, got 0"),
                bad(task("\"priority\":6"), "bad-value", "priority", "from 1 to 5, got 6"),
                bad(task("\"priority\":2.5"), "bad-value", "priority", "a whole number from 1 to 5, got 2.5"),
                bad(task("\"priority\":\"2\""), "bad-value", "priority", "got \"2\""),
                bad(task("\"deadlineMs\":9"), "deadline-out-of-range", "deadlineMs", "from 10 to 86400000 ms, got 9"),
                bad(task("\"deadlineMs\":86400001"), "deadline-out-of-range", "deadlineMs", "got 86400001"),
                bad(task("\"deadlineMs\":-1"), "deadline-out-of-range", "deadlineMs", "got -1"),
                bad(task("\"deadlineMs\":\"1s\""), "bad-value", "deadlineMs", "got \"1s\""),
                bad(task("\"deadlineMs\":99999999999999999999"), "bad-value", "deadlineMs", "got 99999999999999999999"),
                bad(task("\"key\":\"\""), "bad-idempotency-key", "key", "1 to 128 characters, got 0"),
                bad(task("\"key\":\"" + "k".repeat(129) + "\""), "bad-idempotency-key", "key", "got 129"),
                bad(task("\"key\":\"caf\\u00e9\""), "bad-idempotency-key", "key", "U+00E9 at 3"),
                bad(task("\"key\":\"a\\tb\""), "bad-idempotency-key", "key", "U+0009 at 1"),
                bad(task("\"preset\":\"sped\""), "bad-value", "preset", "got \"sped\", did you mean \"speed\"?"),
                bad(task("\"mode\":\"rl\""), "bad-value", "mode", "one of auto, heuristic, got \"rl\""),
                bad(task("\"only\":\"a\""), "bad-value", "only", "a list, got \"a\""),
                bad(task("\"only\":[\"a\",\"B\"]"), "bad-name", "only[1]", "got \"B\""),
                bad(task("\"avoid\":[3]"), "bad-value", "avoid[0]", "a text, got 3"),
                bad(task("\"maxCost\":-1"), "bad-value", "maxCost", "at least 0, got -1"),
                bad(task("\"maxCost\":true"), "bad-value", "maxCost", "got true"),
                bad(task("\"wait\":1"), "bad-value", "wait", "true or false, got 1"),
                bad(task("\"features\":[]"), "bad-value", "features", "an object"),
                bad(task("\"features\":{\"a\":true}"), "bad-value", "features.a", "a number or a text, got true"),
                bad(task("\"features\":{\"a\":{}}"), "bad-value", "features.a", "got an object"),
                bad(task("\"features\":{\"a b\":1}"), "bad-name", "features", "got \"a b\""),
                bad("{\"pipeline\":\"p\",\"input\":{\"file\":3}}", "bad-value", "input.file", "a text, got 3"),
                bad("{\"pipeline\":\"p\",\"input\":{\"file\":\"a\\u0000b\"}}", "bad-text", "input.file", "U+0000 at 1"),
                bad("{\"pipeline\":\"p\",\"input\":{\"file\":\"\"}}", "bad-value", "input.file", "got 0"),
                bad("{\"pipeline\":\"p\",\"input\":{\"type\":\"pdf\"}}", "bad-value", "input.type", "got \"pdf\""),
                bad("{\"pipeline\":\"p\",\"input\":{\"type\":\"a/*\"}}", "bad-value", "input.type", "got \"a/*\""),
                bad(steps("[]"), "chain-invalid", "steps", "1 to 16 steps, got 0"),
                bad(steps("\"a | | b\""), "chain-invalid", "steps[1]", "empty step"),
                bad(steps("\"a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q\""), "chain-invalid", "steps", "got 17"),
                bad(steps("\"a | B\""), "bad-name", "steps[1]", "got \"B\""),
                bad(steps("\"a@x\""), "bad-value", "steps[0]", "version"),
                bad(steps("7"), "bad-value", "steps", "got 7"),
                bad(steps("[7]"), "bad-value", "steps[0]", "an object, got 7"),
                bad(steps("[{}]"), "missing-field", "steps[0].capability", "is required"),
                bad(
                        steps("[\"a\",{\"capability\":\"b\",\"timeout\":1}]"),
                        "unknown-field",
                        "steps[1].timeout",
                        "timeoutMs"),
                bad(
                        steps("[\"a\",{\"capability\":\"b\",\"timeoutMs\":0}]"),
                        "bad-value",
                        "steps[1].timeoutMs",
                        "from 1 to 86400000, got 0"),
                bad(steps("[{\"capability\":\"b\",\"version\":\"~1\"}]"), "bad-value", "steps[0].version", "~1"),
                bad(steps("[{\"capability\":\"b\",\"optional\":\"yes\"}]"), "bad-value", "steps[0].optional", "yes"),
                bad(steps("[{\"capability\":\"b\",\"verify\":\"X\"}]"), "bad-name", "steps[0].verify", "X"),
                bad(goal("{\"produces\":\"c/d\"}"), "missing-field", "goal.accepts", "is required"),
                bad(goal("{\"accepts\":\"x\",\"produces\":\"c/d\"}"), "bad-value", "goal.accepts", "got \"x\""),
                bad(
                        goal("{\"accepts\":\"a/b\",\"produces\":\"c/d\",\"maxSteps\":9}"),
                        "bad-value",
                        "goal.maxSteps",
                        "from 1 to 8, got 9"),
                bad(
                        goal("{\"accepts\":\"a/b\",\"produces\":\"c/d\",\"through\":[\"x\",\"x\"]}"),
                        "chain-invalid",
                        "goal",
                        "twice"),
                bad(
                        goal("{\"accepts\":\"a/b\",\"produces\":\"c/d\",\"thru\":[]}"),
                        "unknown-field",
                        "goal.thru",
                        "through"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void read_refused(String text, String code, String field, String fragment) {
        Refused.with(code, field, fragment, () -> read(text));
    }

    @Test
    void read_onlyWhatIsRequired() {
        assertThat(read(task("")))
                .isEqualTo(new TaskRequest(
                        Optional.of("p"),
                        Optional.empty(),
                        new JsonObject(),
                        "{}",
                        Map.of(),
                        3,
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Set.of(),
                        Set.of(),
                        OptionalDouble.empty(),
                        false));
    }

    @Test
    void read_everyField() {
        TaskRequest task = read("""
                {"pipeline":"documents","input":{"type":"application/pdf","file":"a.pdf"},
                 "features":{"bytes":12,"title":"T","none":null},"priority":1,"deadlineMs":10,"key":"k 1","preset":"cost",
                 "mode":"heuristic","only":["a","b","a"],"avoid":["c"],"maxCost":0.5,"wait":true}""");
        assertThat(task)
                .isEqualTo(new TaskRequest(
                        Optional.of("documents"),
                        Optional.empty(),
                        new JsonObject().put("type", "application/pdf").put("file", "a.pdf"),
                        "{\"file\":\"a.pdf\",\"type\":\"application/pdf\"}",
                        Map.of("bytes", 12.0, "title", "T"),
                        1,
                        OptionalLong.of(10),
                        Optional.of("k 1"),
                        Optional.of(Preset.COST),
                        true,
                        Set.of("a", "b"),
                        Set.of("c"),
                        OptionalDouble.of(.5),
                        true));
        assertThat(task.type()).contains("application/pdf");
        assertThat(task.adHoc()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"a | b@^1.2 |c\"", "[\"a\",\"b@^1.2\",\"c\"]", "[{\"capability\":\"a\"},\"b@^1.2\",\"c\"]"})
    void read_stepsInEveryNotation(String steps) {
        TaskRequest task = read(steps(steps));
        assertThat(task.recipe())
                .contains(new Recipe.Alternatives(
                        List.of(new Chain(List.of(StepSpec.of("a"), StepSpec.parse("b@^1.2"), StepSpec.of("c"))))));
        assertThat(task.adHoc().orElseThrow().name()).matches("adhoc-[0-9a-f]{12}");
    }

    @Test
    void read_stepWithEverything() {
        TaskRequest task = read(steps("""
                [{"capability":"a","version":"1.2.0","optional":true,"timeoutMs":5,"verify":"v"}]"""));
        StepSpec step =
                new StepSpec("a", Optional.of(VersionRange.parse("1.2.0")), true, OptionalLong.of(5), Optional.of("v"));
        assertThat(task.recipe()).contains(new Recipe.Alternatives(List.of(new Chain(List.of(step)))));
    }

    @Test
    void read_goal() {
        assertThat(read(goal("{\"accepts\":\"a/*\",\"produces\":\"c/d\",\"maxSteps\":3,\"through\":[\"x\"]}"))
                        .recipe())
                .contains(new Recipe.Goal("a/*", "c/d", 3, List.of("x")));
        assertThat(read(goal("{\"accepts\":\"a/*\",\"produces\":\"c/d\"}")).recipe())
                .contains(new Recipe.Goal("a/*", "c/d", 8, List.of()));
    }

    @Test
    void read_inputAtTheLimit() {
        String text = "x".repeat(Limits.TASK_INPUT_BYTES - "{\"a\":\"\"}".length());
        JsonObject body = new JsonObject().put("pipeline", "p").put("input", new JsonObject().put("a", text));
        assertThat(TaskShape.read(body).inputText()).hasSize(Limits.TASK_INPUT_BYTES);
        body.getJsonObject("input").put("a", text + "é");
        Refused.with("body-too-large", "input", "at most 262144 bytes, got 262146", () -> TaskShape.read(body));
    }

    @Test
    void read_bounds() {
        assertThat(read(task("\"deadlineMs\":86400000")).deadlineMs()).hasValue(86_400_000);
        assertThat(read(task("\"deadlineMs\":10.0")).deadlineMs()).hasValue(10);
        assertThat(read(task("\"key\":\"" + "~".repeat(128) + "\"")).key()).contains("~".repeat(128));
        assertThat(read(task("\"mode\":\"auto\"")).heuristicOnly()).isFalse();
    }

    @Test
    void read_tooMuchOfFeatures() {
        JsonObject features = new JsonObject();
        for (int i = 0; i < 65; i++) {
            features.put("f" + i, i);
        }
        JsonObject body = new JsonObject()
                .put("pipeline", "p")
                .put("input", new JsonObject())
                .put("features", features);
        Refused.with("bad-value", "features", "at most 64 entries, got 65", () -> TaskShape.read(body));
        body.put("features", new JsonObject().put("t", "x".repeat(16385)));
        Refused.with("bad-value", "features.t", "16384 characters, got 16385", () -> TaskShape.read(body));
    }
}

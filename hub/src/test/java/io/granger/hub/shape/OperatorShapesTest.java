package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The small requests: routing, stop, outcome, resolve, about tasks, decisions and spokes. */
class OperatorShapesTest {
    static Stream<Arguments> routing() {
        return Stream.of(
                Arguments.of("{\"reason\":\"r\"}", "missing-field", "mode", "or else resume"),
                Arguments.of("{\"mode\":\"shadow\"}", "missing-field", "reason", "required"),
                Arguments.of("{\"mode\":\"shadow\",\"reason\":\"\"}", "bad-value", "reason", "1 to 1000"),
                Arguments.of("{\"mode\":\"shadow\",\"reason\":\"\\u0001\"}", "bad-text", "reason", "U+0001"),
                Arguments.of("{\"mode\":\"shaddow\",\"reason\":\"r\"}", "bad-value", "mode", "mean \"shadow\"?"),
                Arguments.of(
                        "{\"mode\":\"canary\",\"share\":0.96,\"reason\":\"r\"}", "share-out-of-range", "share", "0.95"),
                Arguments.of(
                        "{\"mode\":\"canary\",\"share\":-0.1,\"reason\":\"r\"}", "share-out-of-range", "share", "-0.1"),
                Arguments.of("{\"mode\":\"canary\",\"share\":\"x\",\"reason\":\"r\"}", "bad-value", "share", "\"x\""),
                Arguments.of("{\"mode\":\"rl\",\"share\":0.1,\"reason\":\"r\"}", "bad-value", "share", "canary only"),
                Arguments.of("{\"mode\":\"rl\",\"pipeline\":\"P\",\"reason\":\"r\"}", "bad-name", "pipeline", "P"),
                Arguments.of(
                        "{\"mode\":\"rl\",\"overide\":true,\"reason\":\"r\"}", "unknown-field", "overide", "override"));
    }

    @ParameterizedTest
    @MethodSource
    void routing(String text, String code, String field, String fragment) {
        Refused.with(code, field, fragment, () -> RoutingShape.read(StrictJson.object(text), .05));
    }

    @Test
    void routing_everyField() {
        assertThat(RoutingShape.read(new JsonObject("""
                {"mode":"canary","share":0.95,"pipeline":"p","reason":"a\\nb","override":true,"resume":true}"""), .05))
                .isEqualTo(new RoutingShape.Setting(
                        Optional.of(RoutingMode.CANARY), OptionalDouble.of(.95), Optional.of("p"), "a\nb", true, true));
        assertThat(RoutingShape.read(new JsonObject("{\"resume\":true,\"reason\":\"r\"}"), .05))
                .isEqualTo(new RoutingShape.Setting(
                        Optional.empty(), OptionalDouble.empty(), Optional.empty(), "r", false, true));
    }

    @Test
    void stop_reason() {
        assertThat(RoutingShape.stop(new JsonObject("{\"reason\":\"it hurts\"}")))
                .isEqualTo("it hurts");
        Refused.with("missing-field", "reason", "required", () -> RoutingShape.stop(new JsonObject()));
        Refused.with("unknown-field", "mode", "reason", () -> RoutingShape.stop(new JsonObject("{\"mode\":\"rl\"}")));
    }

    static Stream<Arguments> outcome() {
        return Stream.of(
                Arguments.of("{\"score\":1,\"source\":\"s\",\"key\":\"k\"}", "missing-field", "taskId", "decisionId"),
                Arguments.of("{\"taskId\":\"t\",\"decisionId\":\"d\"}", "bad-value", "decisionId", "together"),
                Arguments.of("{\"taskId\":\"t\",\"source\":\"s\",\"key\":\"k\"}", "missing-field", "score", "parts"),
                Arguments.of("{\"taskId\":\"t\",\"parts\":{}}", "missing-field", "score", "parts"),
                Arguments.of("{\"taskId\":\"t\",\"score\":1,\"key\":\"k\"}", "missing-field", "source", "required"),
                Arguments.of("{\"taskId\":\"t\",\"score\":1,\"source\":\"s\"}", "missing-field", "key", "required"),
                Arguments.of(
                        "{\"taskId\":\"t\",\"score\":1,\"source\":\"verifier\",\"key\":\"k\"}",
                        "bad-value",
                        "source",
                        "the hub itself says so"),
                Arguments.of("{\"taskId\":\"t\",\"score\":1.1}", "bad-value", "score", "from 0 to 1, got 1.1"),
                Arguments.of("{\"taskId\":\"t\",\"parts\":{\"cost\":2}}", "bad-value", "parts.cost", "got 2"),
                Arguments.of("{\"taskId\":\"t\",\"parts\":{\"speed\":1}}", "unknown-field", "parts.speed", "cost"),
                Arguments.of("{\"taskId\":\"t\\u0000\",\"score\":1}", "bad-text", "taskId", "U+0000"));
    }

    @ParameterizedTest
    @MethodSource
    void outcome(String text, String code, String field, String fragment) {
        Refused.with(code, field, fragment, () -> OutcomeShape.read(StrictJson.object(text)));
    }

    @Test
    void outcome_scoreAndParts() {
        assertThat(OutcomeShape.read(new JsonObject("""
                {"decisionId":"t-1.1-2","score":0.5,"parts":{"success":1,"cost":0},"source":"people","key":"k"}""")))
                .isEqualTo(new OutcomeShape.Outcome(
                        Optional.empty(),
                        Optional.of("t-1.1-2"),
                        OptionalDouble.of(.5),
                        new RewardParts(
                                OptionalDouble.of(1),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.of(0)),
                        "people",
                        "k"));
    }

    static Stream<Arguments> resolve() {
        return Stream.of(
                Arguments.of("{\"done\":true}", "missing-field", "taskId", "required"),
                Arguments.of("{\"taskId\":\"t\"}", "missing-field", "done", "required"),
                Arguments.of("{\"taskId\":\"t\",\"done\":1}", "bad-value", "done", "true or false"),
                Arguments.of("{\"taskId\":\"t\",\"done\":true}", "missing-field", "output", "required"),
                Arguments.of(
                        "{\"taskId\":\"t\",\"done\":true,\"output\":{},\"redo\":true}", "bad-value", "redo", "true"),
                Arguments.of("{\"taskId\":\"t\",\"done\":false,\"output\":{}}", "bad-value", "output", "false"));
    }

    @ParameterizedTest
    @MethodSource
    void resolve(String text, String code, String field, String fragment) {
        Refused.with(code, field, fragment, () -> ResolveShape.read(StrictJson.object(text)));
    }

    @Test
    void resolve_bothAnswers() {
        assertThat(ResolveShape.read(new JsonObject("{\"taskId\":\"t\",\"done\":true,\"output\":{\"a\":1}}")))
                .isEqualTo(
                        new ResolveShape.Resolve("t", new ResolveShape.Resolution.Done(new JsonObject().put("a", 1))));
        assertThat(ResolveShape.read(new JsonObject("{\"taskId\":\"t\",\"done\":false,\"redo\":true}")))
                .isEqualTo(new ResolveShape.Resolve("t", new ResolveShape.Resolution.NotDone(true)));
    }

    @Test
    void resolve_outputTooLarge() {
        JsonObject body = new JsonObject()
                .put("taskId", "t")
                .put("done", true)
                .put("output", new JsonObject().put("a", "x".repeat(Limits.STEP_OUTPUT_BYTES)));
        Refused.with("body-too-large", "output", "1048576", () -> ResolveShape.read(body));
    }

    @Test
    void taskCalls_read() {
        assertThat(TaskCalls.one(new JsonObject("{\"taskId\":\"t\",\"waitMs\":5}")))
                .isEqualTo(new TaskCalls.OneTask("t", OptionalLong.of(5)));
        assertThat(TaskCalls.many(new JsonObject()))
                .isEqualTo(new TaskCalls.ManyTasks(Optional.empty(), Optional.empty(), 50, Optional.empty()));
        assertThat(TaskCalls.decisions(new JsonObject("{\"decisionId\":\"d\"}")))
                .isEqualTo(new TaskCalls.Decisions(Optional.empty(), Optional.of("d")));
    }

    @Test
    void taskCalls_refused() {
        Refused.with("missing-field", "taskId", "required", () -> TaskCalls.one(new JsonObject()));
        Refused.with(
                "bad-value",
                "waitMs",
                "600000",
                () -> TaskCalls.one(new JsonObject("{\"taskId\":\"t\",\"waitMs\":-1}")));
        Refused.with("bad-value", "state", "dead", () -> TaskCalls.many(new JsonObject("{\"state\":\"ded\"}")));
        Refused.with("bad-value", "limit", "1000", () -> TaskCalls.many(new JsonObject("{\"limit\":0}")));
        Refused.with("missing-field", "taskId", "decisionId", () -> TaskCalls.decisions(new JsonObject()));
    }

    @Test
    void spokeCalls_lenient() {
        List<String> ignored = new ArrayList<>();
        assertThat(SpokeCalls.heartbeat(
                        new JsonObject("{\"spokeId\":\"s@1.0.0#i\",\"inFlight\":2,\"x\":1}"), ignored::add))
                .isEqualTo(new SpokeCalls.Heartbeat("s@1.0.0#i", OptionalLong.of(2)));
        assertThat(ignored).containsExactly("x");
        assertThat(SpokeCalls.goodbye(new JsonObject("{\"spokeId\":\"s\",\"drain\":false}"), ignored::add))
                .isEqualTo(new SpokeCalls.Goodbye("s", false));
        Refused.with("missing-field", "spokeId", "required", () -> SpokeCalls.goodbye(new JsonObject(), ignored::add));
        Refused.with(
                "bad-value",
                "inFlight",
                "got -1",
                () -> SpokeCalls.heartbeat(new JsonObject("{\"spokeId\":\"s\",\"inFlight\":-1}"), ignored::add));
    }
}

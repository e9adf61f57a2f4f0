package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.shape.ErrorCode;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error that both doors can give: the same code, status and field through each, and nothing changed by it. */
class ErrorsTest {
    @TempDir
    static Path directory;

    private static LiveHub hub;
    private static WebSide web;
    private static String ended;

    @BeforeAll
    static void start() throws IOException {
        var pipelines = Files.createDirectories(directory.resolve("conf/pipelines"));
        Files.writeString(
                pipelines.resolve("documents.yaml"),
                "name: documents\nversion: 1.0.0\naccepts: text/plain\n"
                        + "features: [{name: pages, kind: numeric}, {name: title, kind: text}]\n"
                        + "alternatives:\n  - [read]\n");
        hub = LiveHub.start(directory, "store: {durability: memory}");
        web = new WebSide(hub);
        var schema = new JsonObject().put("type", "object").put("required", new JsonArray().add("text"));
        hub.spoke(
                Spokes.named("reader", Spokes.can("read").put("inputSchema", schema)),
                call -> io.vertx.core.Future.succeededFuture(Spokes.output("read")));
        var many = IntStream.range(0, 8).mapToObj(i -> Spokes.can("step" + i)).toArray(JsonObject[]::new);
        hub.spoke(Spokes.named("many", many), call -> io.vertx.core.Future.succeededFuture(Spokes.output("x")));
        ended = hub.run(Spokes.task("read")).getString("taskId");
        hub.ask("tasks.submit", Spokes.task("nothing").put("wait", true).put("deadlineMs", 3_600_000));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Codes that other tests provoke, because one door alone or a state of the hub leads to them. */
    private static final Set<String> ELSEWHERE = Set.of(
            "bad-origin",
            "content-type",
            "not-found",
            "spoke-name-taken",
            "schema-invalid",
            "registration-quota",
            "overloaded",
            "stopping",
            "store-full",
            "idempotency-conflict");

    /** Codes that nothing of this version leads to: tokens, stored pipelines, policies, quorum; and a broken hub. */
    private static final Set<String> LATER = Set.of(
            "token-required",
            "token-invalid",
            "needs-role",
            "name-owned",
            "not-your-attempt",
            "pipeline-exists",
            "policy-rejected",
            "no-quorum",
            "outcome-unknown",
            "internal");

    @Test
    void everyCode_isProvokedOrSaidToComeLater() {
        var codes = Stream.concat(Refusals.shapes(), Refusals.meanings())
                .map(Refusals.Refusal::code)
                .collect(Collectors.toSet());
        codes.addAll(ELSEWHERE);
        codes.addAll(LATER);

        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ErrorCode.values()).map(ErrorCode::word).toList());
    }

    @ParameterizedTest
    @MethodSource({"io.granger.hub.Refusals#shapes", "io.granger.hub.Refusals#meanings"})
    void wrongRequest_isRefusedAlikeByBothDoors_andChangesNothing(Refusals.Refusal refusal) {
        var before = Figures.of(hub);

        var error = overTheBus(refusal);
        assertThat(error.getString("code")).isEqualTo(refusal.code());
        assertThat(error.getString("field")).isEqualTo(refusal.field());
        assertThat(error.getString("message")).containsPattern(refusal.says());

        var reply = web.send(refusal.method(), of(refusal.path()), of(refusal.httpBody()), refusal.headers());
        assertThat(reply.status()).as(reply.text()).isEqualTo(refusal.status());
        assertThat(reply.type()).isEqualTo("application/problem+json");
        var problem = reply.json();
        assertThat(problem.getString("code")).isEqualTo(refusal.code());
        assertThat(problem.getInteger("status")).isEqualTo(refusal.status());
        assertThat(problem.getString("field")).isEqualTo(refusal.field());
        assertThat(problem.getString("detail")).containsPattern(refusal.says());
        assertThat(problem.getString("type")).isNotEmpty();
        assertThat(problem.getString("title")).isNotEmpty();

        assertThat(Figures.of(hub)).isEqualTo(before);
    }

    private static String of(String text) {
        return text.replace("$ENDED", ended);
    }

    private JsonObject overTheBus(Refusals.Refusal refusal) {
        var options = new DeliveryOptions();
        refusal.headers().forEach(options::addHeader);
        // What an object cannot hold travels as text, as a bridge would pass it on.
        boolean asText = refusal.code().equals("json-syntax") || refusal.code().equals("duplicate-key");
        var text = of(refusal.body());
        Object body = text.isEmpty() ? null : asText ? text : new JsonObject(text);
        var failure = catchThrowableOfType(
                ReplyException.class,
                () -> LiveHub.wait(hub.vertx().eventBus().request("granger." + refusal.operation(), body, options)));
        assertThat(failure.failureCode()).as(failure.getMessage()).isEqualTo(refusal.status());
        assertThat(failure.getMessage()).doesNotContain("Exception").doesNotContain("\tat ");
        return new JsonObject(failure.getMessage()).getJsonObject("error");
    }
}

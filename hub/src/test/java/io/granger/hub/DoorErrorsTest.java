package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that belong to one door: what HTTP alone can get wrong, and registrations, which come over the bus. */
class DoorErrorsTest {
    @TempDir
    static Path directory;

    private static LiveHub hub;
    private static WebSide web;

    @BeforeAll
    static void start() throws IOException {
        hub = LiveHub.start(directory, "store: {durability: memory}\nspokes: {leaseMs: 600000}");
        web = new WebSide(hub);
        hub.spoke("reader", "read", call -> Spokes.output("read"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void assertProblem(WebSide.Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.json().getString("code")).isEqualTo(code);
        assertThat(reply.json().getInteger("status")).isEqualTo(status);
    }

    private static JsonObject refused(String operation, JsonObject body, int status) {
        var failure = catchThrowableOfType(ReplyException.class, () -> hub.ask(operation, body));
        assertThat(failure.failureCode()).as(failure.getMessage()).isEqualTo(status);
        return new JsonObject(failure.getMessage()).getJsonObject("error");
    }

    @ParameterizedTest
    @CsvSource({
        "host, evil.example",
        "host, localhost.evil.example",
        "origin, http://evil.example",
        "origin, null",
        "origin, file:"
    })
    void foreignHostOrOrigin_badOrigin(String header, String value) {
        assertProblem(web.send("GET", "/v1/tasks", "", Map.of(header, value)), 403, "bad-origin");
        assertThat(web.send("POST", "/v1/tasks", Spokes.task("read").encode(), Map.of(header, value))
                        .status())
                .isEqualTo(403);
        assertThat(hub.ask("tasks.list", new JsonObject()).getJsonArray("tasks"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"host, 127.0.0.1", "host, '[::1]'", "origin, http://localhost:3000", "origin, http://127.0.0.1"})
    void ownHostAndOrigin_areServed(String header, String value) {
        assertThat(web.send("GET", "/v1/tasks", "", Map.of(header, value)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void otherContent_contentType(String type) {
        var reply = web.send("POST", "/v1/tasks", Spokes.task("read").encode(), Map.of("content-type", type));

        assertProblem(reply, 415, "content-type");
        assertThat(hub.ask("tasks.list", new JsonObject()).getJsonArray("tasks"))
                .isEmpty();
    }

    @Test
    void wholeBody_tooLarge() {
        var body = "{\"steps\":\"read\",\"input\":{\"text\":\"" + "x".repeat(3 << 20) + "\"}}";

        assertProblem(web.send("POST", "/v1/tasks", body, Map.of()), 413, "body-too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing",
        "DELETE, /v1/tasks/t-1",
        "PUT, /v1/pipelines/documents",
        "DELETE, /v1/pipelines/documents",
        "POST, /v1/spokes",
        "POST, /v1/spokes/a/heartbeat",
        "GET, /v1/spokes/a/work",
        "GET, /v1/tasks/t-1/events",
        "GET, /openapi.yaml",
        "GET, /mcp",
        "GET, /eventbus",
        "GET, /"
    })
    void pathsOfLaterVersions_notFound(String method, String path) {
        var body = method.equals("POST") || method.equals("PUT") ? "{}" : "";

        assertProblem(web.send(method, path, body, Map.of()), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/tasks?limit=ten", "/v1/tasks?limit=0", "/v1/tasks?state=gone", "/v1/experience?since=x"})
    void queryOfWrongValues_badValue(String path) {
        assertProblem(web.get(path), 400, "bad-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tasks?color=red", "/v1/experience?color=red", "/v1/spokes?color=red"})
    void queryOfUnknownNames_unknownField(String path) {
        assertProblem(web.get(path), 400, "unknown-field");
    }

    @Test
    void register_nameHeldByAnother_secondsLeft() {
        var before = Figures.of(hub);
        var thief = Spokes.named("reader", Spokes.can("read")).put("address", "spoke.thief");

        var error = refused("spokes.register", thief, 409);

        assertThat(error.getString("code")).isEqualTo("spoke-name-taken");
        assertThat(error.getString("message")).containsPattern("[56]\\d\\d");
        assertThat(Figures.of(hub)).isEqualTo(before);
    }

    @Test
    void register_wrongShapes_nothingHalfRegistered() {
        var before = Figures.of(hub);
        var fine = Spokes.named("fine", Spokes.can("read"));

        assertRegister(fine.copy().put("name", "Not Fine"), 400, "bad-name", "name");
        assertRegister(fine.copy().put("address", "granger.tasks"), 400, "bad-value", "address");
        assertRegister(fine.copy().put("version", "one"), 400, "bad-value", "version");
        assertRegister(fine.copy().put("concurrency", 0), 400, "bad-value", "concurrency");
        assertRegister(without(fine, "capabilities"), 400, "missing-field", "capabilities");
        assertRegister(
                fine.copy()
                        .put(
                                "capabilities",
                                new JsonArray().add(Spokes.can("read")).add(Spokes.can("read"))),
                400,
                "bad-value",
                "capabilities[1].name");
        var schema = new JsonObject().put("type", 5);
        assertRegister(
                Spokes.named("fine", Spokes.can("read"), Spokes.can("write").put("inputSchema", schema)),
                422,
                "schema-invalid",
                "capabilities[1].inputSchema");
        assertThat(Figures.of(hub)).isEqualTo(before);
    }

    private static JsonObject without(JsonObject body, String field) {
        var copy = body.copy();
        copy.remove(field);
        return copy;
    }

    private static void assertRegister(JsonObject spoke, int status, String code, String field) {
        var error = refused("spokes.register", spoke, status);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("field")).startsWith(field);
    }

    @Test
    void heartbeatAndGoodbye_ofNobody_spokeUnknown() {
        var nobody = new JsonObject().put("spokeId", "nobody@1.0.0#x");

        assertThat(refused("spokes.heartbeat", nobody, 404).getString("code")).isEqualTo("spoke-unknown");
        assertThat(refused("spokes.deregister", nobody, 404).getString("code")).isEqualTo("spoke-unknown");
    }
}

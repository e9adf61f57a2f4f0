package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experience leaves a running hub, and comes to it, as the contract says. */
class ExperienceDoorTest {
    @TempDir
    static Path directory;

    private static LiveHub hub;
    private static WebSide web;
    private static String taskId;

    @BeforeAll
    static void start() throws IOException {
        hub = LiveHub.start(directory, "store: {durability: memory}");
        web = new WebSide(hub);
        hub.spoke("reader", "read", call -> Spokes.output("read"));
        taskId = hub.run(Spokes.task("read")).getString("taskId");
        hub.ask(
                "tasks.outcome",
                new JsonObject()
                        .put("taskId", taskId)
                        .put("score", 1)
                        .put("source", "client")
                        .put("key", "k"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static WebSide.Reply imported(String query, String body) {
        return web.send("POST", "/v1/experience" + query, body, Map.of("content-type", "application/jsonl"));
    }

    @Test
    void export_thenImport_bothFormats() {
        for (String format : new String[] {"jsonl", "dsjson"}) {
            var exported = web.get("/v1/experience?format=" + format);
            assertThat(exported.status()).isEqualTo(200);
            assertThat(exported.text().lines()).hasSize(2);

            var reply = imported("?format=" + format, exported.text());

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.json().getInteger("imported")).isEqualTo(2);
        }
        assertThat(hub.ask("experience.stats", new JsonObject()).getLong("rows"))
                .isEqualTo(2);
    }

    @Test
    void export_levelAndPolicy_filter() {
        assertThat(web.get("/v1/experience?format=dsjson&level=step").text().lines())
                .hasSize(1);
        assertThat(web.get("/v1/experience?level=recovery").text()).isEmpty();
        assertThat(web.get("/v1/experience?policy=auto-0").text()).isEmpty();
        assertThat(web.get("/v1/experience?policy=heuristic:power-of-two&level=step")
                        .text()
                        .lines())
                .hasSize(1);
    }

    @Test
    void export_outcomes_areBesideTheRow() {
        var option = new JsonObject(web.get("/v1/experience?level=option").text());

        assertThat(option.getJsonArray("outcomes").getJsonObject(0).getDouble("score"))
                .isEqualTo(1);
    }

    @Test
    void snapshot_isAFileOfTheHub() {
        var made = web.post("/v1/experience/snapshot", new JsonObject().put("imported", false))
                .json();

        assertThat(made.getLong("rows")).isEqualTo(2);
        assertThat(made.getLong("outcomes")).isEqualTo(1);
        assertThat(Path.of(made.getString("file")))
                .isEqualTo(directory
                        .resolve("data")
                        .resolve("snapshots")
                        .resolve(made.getString("snapshot") + ".jsonl")
                        .toAbsolutePath())
                .matches(Files::isRegularFile);
    }

    @ParameterizedTest
    @CsvSource({
        "?format=csv, {}, 400, bad-value, format",
        "'', '', 400, body-required, one line",
        "?format=dsjson, {}, 400, bad-value, line 1",
        "?format=jsonl, '{\"schema\":\"x\"}', 400, bad-value, line 1"
    })
    void import_wrong_isRefused(String query, String body, int status, String code, String says) {
        var reply = imported(query, body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.json().getString("code")).isEqualTo(code);
        assertThat(reply.json().getString("detail")).contains(says);
    }

    @Test
    void import_otherContent_contentType() {
        assertThat(web.send("POST", "/v1/experience", "{}", Map.of()).status()).isEqualTo(415);
        assertThat(web.send(
                                "POST",
                                "/v1/experience",
                                "{}",
                                Map.of("content-type", "application/jsonl", "origin", "http://evil.example"))
                        .status())
                .isEqualTo(403);
    }
}

package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordVerbsTest {
    private static final String FIRST = """
            {"events":[{"seq":1,"kind":"task.accepted","at":"2026-11-20T11:58:00.005Z","taskId":"t-1","reason":null}],
             "next":2}""";
    private static final String SECOND =
            "{\"events\":[{\"kind\":\"spoke.lost\",\"at\":\"2026-11-20T11:58:01Z\",\"spoke\":\"pdf\"},"
                    + "{\"kind\":\"spoke.joined\",\"at\":\"2026-11-20T11:58:02Z\"}],\"next\":4}";

    private RecordedHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new RecordedHub();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void events_once() {
        hub.on("GET /v1/events?since=0", 200, FIRST).on("GET /v1/events?since=2", 200, "{\"events\":[],\"next\":2}");

        assertThat(Ran.of(hub, "events").out()).isEqualTo("11:58:00.005  task.accepted     taskId=t-1\n");
        assertThat(Ran.of(hub, "events", "--output", "json").out()).isEqualTo(FIRST + "\n");
    }

    @Test
    void events_followed_goesOnWhereTheHubSays() {
        hub.on("GET /v1/events?since=0&waitMs=20000", 200, FIRST)
                .on("GET /v1/events?since=2&waitMs=20000", 200, SECOND);

        Ran ran = Ran.of(hub, "events", "-f", "--limit", "2", "--output", "json");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines()).hasSize(2).element(1).asString().startsWith("{\"kind\":\"spoke.lost\"");
    }

    @Test
    void events_followed_endsWhenTheHubGoes() {
        hub.on("GET /v1/events?since=0&waitMs=20000", 200, FIRST)
                .refusing("GET /v1/events?since=2&waitMs=20000", 503, "stopping", "the hub stops");

        Ran ran = Ran.of(hub, "events", "-f");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("task.accepted");
        assertThat(ran.err()).contains("stopping: the hub stops");
    }

    @Test
    void experienceStats_asAList_andTheWayThereMisspelled() {
        hub.on("GET /v1/experience/stats", 200, "{\"rows\":1200,\"levels\":{\"option\":400,\"step\":800}}");

        assertThat(Ran.of(hub, "experience", "stats").out()).isEqualTo("""
                rows           1200
                levels option  400
                levels step    800
                """);
        Ran misspelled = Ran.of(hub, "experience", "stat");
        assertThat(misspelled.exit()).isEqualTo(2);
        assertThat(misspelled.err()).contains("nearest: stats");
        assertThat(Ran.of(hub, "experience").exit()).isEqualTo(2);
    }

    @Test
    void experienceExport_writesTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rows.jsonl");
        hub.on(
                "GET /v1/experience?format=jsonl&since=2026-11-20T08%3A00%3A00Z&pipeline=documents",
                200, "application/x-ndjson", "{\"a\":1}\n{\"a\":2}\n", Map.of());

        Ran ran = Ran.of(
                hub,
                "experience",
                "export",
                "--format",
                "jsonl",
                "--out",
                file.toString(),
                "--since",
                "2026-11-20T08:00:00Z",
                "--pipeline",
                "documents");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).contains("wrote 2 rows to");
        assertThat(Files.readString(file)).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
    }

    @Test
    void experienceExport_toStdout() {
        hub.on("GET /v1/experience?format=jsonl", 200, "application/x-ndjson", "{\"a\":1}\n", Map.of());

        Ran ran = Ran.of(hub, "experience", "export", "--out", "-");

        assertThat(ran.out()).isEqualTo("{\"a\":1}\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void experienceExport_refused_leavesTheOldFileAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.jsonl"), "old");
        hub.refusing("GET /v1/experience?format=jsonl&until=never", 400, "bad-value", "until must be a time");

        Ran ran = Ran.of(hub, "experience", "export", "--out", file.toString(), "--until", "never");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(folder).isDirectoryContaining(f -> f.endsWith("rows.jsonl"));
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(Files.readString(file)).isEqualTo("old");
    }

    @Test
    void experienceExport_otherFormat_orNoFile_isWrongUsage() {
        assertThat(Ran.of(hub, "experience", "export", "--format", "csv", "--out", "x")
                        .exit())
                .isEqualTo(2);
        assertThat(Ran.of(hub, "experience", "export").exit()).isEqualTo(2);
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void experienceExport_dsjson_aFileForEachLevel(@TempDir Path folder) throws IOException {
        for (String level : new String[] {"option", "step", "recovery"}) {
            hub.on(
                    "GET /v1/experience?format=dsjson&policy=auto-0&level=" + level,
                    200,
                    "application/jsonl",
                    "{\"l\":\"" + level + "\"}\n",
                    Map.of());
        }
        Path file = folder.resolve("log.dsjson");

        Ran ran = Ran.of(
                hub, "experience", "export", "--format", "dsjson", "--policy", "auto-0", "--out", file.toString());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("log.option.dsjson", "log.step.dsjson", "log.recovery.dsjson");
        assertThat(Files.readString(folder.resolve("log.step.dsjson"))).isEqualTo("{\"l\":\"step\"}\n");
    }

    @Test
    void experienceImport_sendsTheFile_asItsNameSays(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("log.dsjson"), "{\"a\":1}\n");
        hub.on("POST /v1/experience?format=dsjson", 200, "{\"imported\":1,\"import\":\"0a1b2c3d4e5f6071\"}");

        Ran ran = Ran.of(hub, "experience", "import", file.toString());

        assertThat(ran.out()).isEqualTo("imported 1 row as 0a1b2c3d4e5f6071\n");
        assertThat(hub.last().body()).isEqualTo("{\"a\":1}\n");
        assertThat(hub.last().header("Content-type")).isEqualTo("application/jsonl");
        assertThat(Ran.of(hub, "experience", "import", folder.resolve("none").toString())
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void experienceSnapshot_saysWhatItHolds() {
        hub.on(
                "POST /v1/experience/snapshot",
                200,
                "{\"snapshot\":\"0a1b2c3d4e5f6071\",\"file\":\"data/snapshots/0a1b2c3d4e5f6071.jsonl\",\"rows\":1200,"
                        + "\"outcomes\":3,\"imported\":0}");

        Ran ran = Ran.of(hub, "experience", "snapshot", "--pipeline", "documents", "--no-imported");

        assertThat(ran.out())
                .isEqualTo("snapshot 0a1b2c3d4e5f6071: 1200 rows, 3 outcomes, 0 imported\n"
                        + "  data/snapshots/0a1b2c3d4e5f6071.jsonl\n");
        assertThat(hub.last().body()).isEqualTo("{\"pipeline\":\"documents\",\"imported\":false}");
    }

    @Test
    void backup_andItsRefusal() {
        hub.on("POST /v1/admin/backup", 200, "{\"file\":\"data/backup/monday.db\",\"bytes\":1572864}");

        assertThat(Ran.of(hub, "backup", "monday.db").out()).isEqualTo("wrote data/backup/monday.db, 1.5 MiB\n");
        assertThat(hub.last().body()).isEqualTo("{\"file\":\"monday.db\"}");
    }

    @Test
    void backup_refused() {
        hub.refusing("POST /v1/admin/backup", 507, "store-full", "no space is left");

        Ran ran = Ran.of(hub, "backup", "x.db");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("granger: store-full: no space is left\n");
    }
}

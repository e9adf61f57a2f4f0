package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.LiveHub;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs and a real hub agree on paths, shapes and codes. */
class VerbsAgainstAHubTest {
    private static final Pattern TASK = Pattern.compile("t-[0-9a-z]{26}");

    @TempDir
    private static Path folder;

    private static LiveHub hub;

    @BeforeAll
    static void start() throws IOException {
        pipeline("echo", "");
        pipeline("book", ", timeoutMs: 50");
        pipeline("nobody", "");
        hub = LiveHub.start(folder, "");
        hub.spoke("echo", "echo", call -> new JsonObject().put("output", call.getJsonObject("input")));
        AtomicInteger calls = new AtomicInteger();
        hub.spoke("shaky", "shake", call -> calls.getAndIncrement() % 2 == 0 ? failure() : output());
        hub.spoke(unsafe(), call -> Promise.<JsonObject>promise().future());
    }

    /** A pipeline of one step, named like its capability. */
    private static void pipeline(String capability, String more) throws IOException {
        Path pipelines = Files.createDirectories(folder.resolve("conf/pipelines"));
        Files.writeString(
                pipelines.resolve(capability + ".yaml"),
                "name: " + capability + "\nversion: 1.0.0\naccepts: text/plain\n" + "alternatives: [[{capability: "
                        + capability + more + "}]]\n");
    }

    private static JsonObject failure() {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("class", "internal")
                                .put("message", "first call of two")
                                .put("retryable", true));
    }

    private static JsonObject output() {
        return new JsonObject().put("output", new JsonObject().put("ok", true)).put("quality", 0.75);
    }

    private static JsonObject unsafe() {
        return new JsonObject()
                .put("name", "ledger")
                .put("version", "1.0.0")
                .put("address", "spoke.ledger")
                .put(
                        "capabilities",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "book")
                                        .put("accepts", "*/*")
                                        .put("produces", "*/*")
                                        .put("effects", "unsafe")));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Ran ran(String... arguments) {
        return Ran.with(Map.of("GRANGER_URL", "http://127.0.0.1:" + hub.hub().httpPort()), false, arguments);
    }

    private static Ran good(String... arguments) {
        Ran ran = ran(arguments);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran;
    }

    private static String taskIn(Ran ran) {
        Matcher matcher = TASK.matcher(ran.out());
        assertThat(matcher.find()).as(ran.out()).isTrue();
        return matcher.group();
    }

    @Test
    void submitWaitExplainReplay_aTaskThatRecovered() {
        String task = taskIn(good("submit", "shake | echo", "--input", "{\"a\":1}", "--wait"));

        assertThat(good("task", task).out()).contains("state       completed", "recovered", "{\"ok\":true}");
        assertThat(good("tasks", "--state", "completed").out()).contains(task);
        String story = good("explain", task).out();
        assertThat(story)
                .contains("Which chain?", "Which spoke for shake?", "shake failed: what now?", "Which spoke for echo?")
                .contains("What came of it: the step failed", "What came of it: it got there");
        Matcher decision = Pattern.compile(Pattern.quote(task) + "\\.\\d+-\\d+").matcher(story);
        while (decision.find()) {
            assertThat(good("replay", decision.group()).out()).contains("no difference");
            assertThat(good("explain", decision.group()).out()).contains("Decided by");
        }
        assertThat(good("outcome", task, "--score", "0.9").out()).contains("counted");
        assertThat(good("outcome", task, "--score", "0.9").out()).contains("not counted");
        assertThat(good("explain", task).out()).contains("Later person rated it 0.90");
        assertThat(good("events").out()).contains("task.accepted", "task.completed", "spoke.joined", task);
        assertThat(good("retry", task).out()).contains("retry of " + task);
    }

    @Test
    void outcome_ofOneDecision() {
        String task = taskIn(good("submit", "echo", "--input", "{}", "--wait"));
        Matcher decision = Pattern.compile(Pattern.quote(task) + "\\.\\d+-\\d+")
                .matcher(good("explain", task).out());
        assertThat(decision.find()).isTrue();

        assertThat(good("outcome", decision.group(), "--score", "0.4").out()).contains("counted");
    }

    @Test
    void resolve_aStepThatWaitsForAPerson() {
        String task = taskIn(good("submit", "book", "--input", "{}", "--deadline-ms", "600000"));
        LiveHub.eventually().until(() -> good("task", task).out().contains("needs-decision"));

        good("resolve", task, "--done", "{\"booked\":true}");

        hub.end(task);
        assertThat(good("task", task).out()).contains("completed", "{\"booked\":true}");
        assertThat(ran("cancel", task).exit()).isEqualTo(1);
    }

    @Test
    void cancel_aTaskThatWaitsForSpokes() {
        String task = taskIn(good("submit", "nobody", "--input", "{}", "--wait-for-spokes"));

        assertThat(good("cancel", task).out()).isEqualTo(task + ": cancelled\n");
    }

    @Test
    void spokes_trySpoke_drain() {
        hub.spoke("passing", "pass", call -> output());

        assertThat(good("spokes").out()).contains("passing@1.0.0", "healthy", "pass", "0/64");
        assertThat(good("try-spoke", "passing", "--input", "{}").out()).contains("{\"ok\":true}");
        assertThat(good("drain", "passing").out()).isEqualTo("passing: draining\n");
    }

    @Test
    void mode_stop_resume() {
        assertThat(good("mode", "canary", "--share", "0.2", "--reason", "trial").out())
                .contains("20.0 %");
        good("stop", "--reason", "it hurts");
        assertThat(good("mode").out()).contains("mode        heuristic", "stopped     yes", "it hurts");
        assertThat(good("mode", "heuristic", "--resume", "--reason", "it is safe")
                        .out())
                .contains("stopped     no");
        assertThat(ran("mode", "rl", "--reason", "now").err()).contains("gate-not-passed");
        assertThat(ran("mode", "canary", "--share", "2", "--reason", "x").err()).contains("share-out-of-range");
    }

    @Test
    void experience_backup_pipelines() throws IOException {
        good("submit", "echo", "--input", "{}", "--wait");
        Path file = folder.resolve("rows.jsonl");

        good("experience", "export", "--out", file.toString());

        assertThat(Files.readAllLines(file))
                .hasSizeGreaterThan(1)
                .allMatch(row -> row.startsWith("{\"schema\":\"granger.experience/1\""));
        assertThat(good("experience", "stats").out()).contains("rows");
        assertThat(good("backup", "copy.db").out()).contains("copy.db");
        assertThat(ran("backup", "../copy.db").exit()).isEqualTo(4);
        assertThat(good("pipelines").out()).contains("echo 1.0.0: accepts text/plain");
        assertThat(ran("pipelines", "documents").exit()).isEqualTo(3);
    }
}

package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskVerbsTest {
    private static final String ID = "t-01jdbqz8m0c3k5r7t9v1x3y5z7";
    private static final String ACCEPTED =
            "{\"taskId\":\"" + ID + "\",\"state\":\"accepted\",\"durability\":\"local\",\"replayed\":false}";
    private static final String COMPLETED = """
            {"taskId":"%s","pipeline":"documents","state":"completed","why":"it reached its goal",
             "chain":"extract-text>index","mode":"canary","arm":"treatment","policy":"auto-0","durability":"local",
             "costTotal":0.25,"recovered":false,
             "createdAt":"2026-11-20T11:58:00Z","finishedAt":"2026-11-20T11:58:01.240Z",
             "steps":[{"stepId":"%s.1","capability":"extract-text","spoke":"pdf-plain","instance":"i1","attempt":1,
                       "ms":840,"outcome":"success","quality":0.83,"cost":0.25}],
             "result":{"text":"hello"}}""".formatted(ID, ID);
    private static final String RUNNING = "{\"taskId\":\"" + ID
            + "\",\"state\":\"running\",\"why\":\"step 1 extract-text runs at pdf-plain\","
            + "\"createdAt\":\"2026-11-20T11:58:00Z\"}";

    private RecordedHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new RecordedHub();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static String ended(String state, String code) {
        return "{\"taskId\":\"" + ID + "\",\"state\":\"" + state + "\",\"error\":{\"code\":\"" + code
                + "\",\"message\":\"it did not work\"}}";
    }

    @Test
    void submit_inlineInput_sendsWhatWasTyped() {
        hub.on("POST /v1/tasks", 202, ACCEPTED);

        Ran ran = Ran.of(
                hub,
                "submit",
                "documents",
                "--input",
                "{\"file\":\"a.pdf\"}",
                "--feature",
                "bytes=1200.5",
                "--feature",
                "zip=\"8001\"",
                "--feature",
                "title=Annual report",
                "--preset",
                "speed",
                "--key",
                "k1",
                "--deadline-ms",
                "5000",
                "--priority",
                "2",
                "--idempotency-key",
                "once",
                "--wait-for-spokes");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo(ID + ": accepted (durability local)\n");
        assertThat(hub.last().body())
                .isEqualTo("{\"pipeline\":\"documents\",\"input\":{\"file\":\"a.pdf\"},"
                        + "\"features\":{\"bytes\":1200.5,\"zip\":\"8001\",\"title\":\"Annual report\"},"
                        + "\"priority\":2,\"deadlineMs\":5000,\"key\":\"k1\",\"preset\":\"speed\",\"wait\":true}");
        assertThat(hub.last().header("Idempotency-key")).isEqualTo("once");
        assertThat(hub.last().header("Content-type")).isEqualTo("application/json");
    }

    @Test
    void submit_inputFromAFile_andCapabilitiesInPlaceOfAPipeline(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("in.json"), "{\"text\":\"grüezi\"}");
        hub.on("POST /v1/tasks", 202, ACCEPTED);

        Ran ran = Ran.of(hub, "submit", "summarize | index", "--input", file.toString(), "--output", "json");

        assertThat(ran.out()).isEqualTo(ACCEPTED + "\n");
        assertThat(hub.last().body()).isEqualTo("{\"steps\":\"summarize | index\",\"input\":{\"text\":\"grüezi\"}}");
    }

    @Test
    void submit_brokenInput_saysWhere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("in.json"), "{\n \"a\": }");

        assertThat(Ran.of(hub, "submit", "p", "--input", file.toString()).err())
                .contains("in.json is not JSON: line 2, column");
        assertThat(Ran.of(hub, "submit", "p", "--input", "{\"a\":1,\"a\":2}").err())
                .contains("Duplicate field 'a'");
        Ran missing = Ran.of(hub, "submit", "p", "--input", "nowhere.json");
        assertThat(missing.err()).contains("there is no file nowhere.json");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void submit_refused_endsWithTheHubsReason() {
        hub.refusing("POST /v1/tasks", 422, "no-chain", "nobody offers ocr");

        Ran ran = Ran.of(hub, "submit", "documents", "--input", "{}");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("granger: no-chain: nobody offers ocr\n");
    }

    @Test
    void submit_wait_showsTheEndOnly_whenNobodyWatches() {
        hub.on("POST /v1/tasks", 202, ACCEPTED)
                .on("GET /v1/tasks/" + ID, 200, RUNNING)
                .on("GET /v1/tasks/" + ID, 200, COMPLETED);

        Ran ran = Ran.of(hub, "submit", "documents", "--input", "{}", "--wait");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("state       completed (took 1.2 s)");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void submit_wait_drawsProgressForAPerson_andWipesIt() {
        hub.on("POST /v1/tasks", 202, ACCEPTED)
                .on("GET /v1/tasks/" + ID, 200, RUNNING)
                .on("GET /v1/tasks/" + ID, 200, COMPLETED);

        Ran ran = Ran.watched(hub, "submit", "documents", "--input", "{}", "--wait", "--output", "json");

        assertThat(ran.err())
                .contains("running, step 1 extract-text runs at pdf-plain")
                .endsWith(" \r");
        assertThat(ran.out()).isEqualTo(COMPLETED + "\n");
    }

    @Test
    void submit_wait_exitTellsHowItEnded() {
        assertThat(waitFor(ended("failed", "invalid-input"))).isEqualTo(1);
        assertThat(waitFor(ended("failed", "deadline"))).isEqualTo(5);
        assertThat(waitFor(ended("dead", "exhausted"))).isEqualTo(1);
        assertThat(waitFor(ended("cancelled", "cancelled"))).isEqualTo(1);
    }

    private static int waitFor(String end) {
        try (RecordedHub one = new RecordedHub()) {
            one.on("POST /v1/tasks", 202, ACCEPTED).on("GET /v1/tasks/" + ID, 200, end);
            return Ran.of(one, "submit", "p", "--input", "{}", "--wait").exit();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void submit_waitTooLong_isTimedOut() {
        hub.on("POST /v1/tasks", 202, ACCEPTED).on("GET /v1/tasks/" + ID, 200, RUNNING);

        Ran ran = Ran.of(hub, "submit", "documents", "--input", "{}", "--wait", "--timeout", "0");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("is still running").contains("granger task " + ID);
    }

    @Test
    void tasks_oneLineEach_within100Columns() {
        String waiting = "{\"taskId\":\"" + ID + "\",\"state\":\"waiting\",\"pipeline\":\"documents\"," + "\"why\":\""
                + "no spoke offers ocr ".repeat(9) + "\",\"createdAt\":\"2026-11-20T11:00:00Z\"}";
        hub.on(
                "GET /v1/tasks?state=waiting&pipeline=documents&limit=2&cursor=a%20b",
                200, "{\"tasks\":[" + waiting + "," + COMPLETED + "],\"cursor\":\"c2\"}");

        Ran ran = Ran.of(
                hub, "tasks", "--state", "waiting", "--pipeline", "documents", "--limit", "2", "--cursor", "a b");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines()).hasSize(3).allMatch(line -> line.length() <= 100);
        assertThat(ran.out()).contains(ID, "waiting", "1 h 0 min", "2 min 0 s", "1.2 s");
        assertThat(ran.err()).isEqualTo("more: granger tasks --cursor c2\n");
    }

    @Test
    void tasks_none() {
        hub.on("GET /v1/tasks?state=dead", 200, "{\"tasks\":[]}");

        assertThat(Ran.of(hub, "tasks", "--state", "dead").out()).isEqualTo("no tasks in state dead\n");
    }

    @Test
    void task_itsPage() {
        hub.on("GET /v1/tasks/" + ID, 200, COMPLETED);

        assertThat(Ran.of(hub, "task", ID).out()).isEqualTo("""
                task        t-01jdbqz8m0c3k5r7t9v1x3y5z7
                state       completed (took 1.2 s)
                why         it reached its goal
                pipeline    documents
                chain       extract-text > index
                routing     mode canary, arm treatment, policy auto-0
                durability  local
                cost        0.25
                created     2026-11-20 11:58:00

                STEP  CAPABILITY    SPOKE      TRY  TOOK    OUTCOME  QUALITY  COST
                1     extract-text  pdf-plain  1    840 ms  success  0.83     0.25

                result
                  {"text":"hello"}
                """);
    }

    @Test
    void task_foreignTextCannotSteerTheTerminal() {
        hub.on("GET /v1/tasks/x", 200, "{\"taskId\":\"x\",\"state\":\"running\",\"why\":\"a\\u001b[31mb\\nc\"}");

        assertThat(Ran.of(hub, "task", "x").out()).contains("why         a [31mb c\n");
    }

    @Test
    void task_unknown_isNotFound() {
        hub.refusing("GET /v1/tasks/t-x", 404, "task-unknown", "there is no task t-x");

        Ran ran = Ran.of(hub, "task", "t-x");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).isEqualTo("granger: task-unknown: there is no task t-x\n");
    }

    @Test
    void cancel_andItsRefusal() {
        hub.on("POST /v1/tasks/a/cancel", 200, "{\"taskId\":\"a\",\"state\":\"cancelled\"}")
                .refusing("POST /v1/tasks/b/cancel", 409, "task-not-open", "b is completed");

        assertThat(Ran.of(hub, "cancel", "a").out()).isEqualTo("a: cancelled\n");
        assertThat(Ran.of(hub, "cancel", "b").exit()).isEqualTo(1);
    }

    @Test
    void retry_namesTheNewTask_andItsRefusal() {
        hub.on("POST /v1/tasks/a/retry", 202, "{\"taskId\":\"n\",\"state\":\"accepted\",\"retryOf\":\"a\"}");

        assertThat(Ran.of(hub, "retry", "a").out()).isEqualTo("n: accepted, retry of a\n");
        assertThat(Ran.of(hub, "retry", "b").exit()).isEqualTo(3);
    }

    @Test
    void resolve_eachVerdict() {
        hub.on("POST /v1/tasks/a/resolve", 200, "{\"taskId\":\"a\",\"state\":\"running\"}");

        assertThat(Ran.of(hub, "resolve", "a", "--done", "{\"rows\":1}").out()).isEqualTo("a: running\n");
        assertThat(hub.last().body()).isEqualTo("{\"done\":true,\"output\":{\"rows\":1}}");
        Ran.of(hub, "resolve", "a", "--redo");
        assertThat(hub.last().body()).isEqualTo("{\"done\":false,\"redo\":true}");
        Ran.of(hub, "resolve", "a", "--give-up");
        assertThat(hub.last().body()).isEqualTo("{\"done\":false,\"redo\":false}");
    }

    @Test
    void resolve_withoutAVerdict_orWithTwo_isWrongUsage() {
        assertThat(Ran.of(hub, "resolve", "a").exit()).isEqualTo(2);
        assertThat(Ran.of(hub, "resolve", "a", "--redo", "--give-up").exit()).isEqualTo(2);
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void outcome_ofATask_andOfADecision() {
        hub.on("POST /v1/tasks/t-1/outcome", 200, "{\"applied\":true}")
                .on("POST /v1/tasks/t-1/outcome", 200, "{\"applied\":false}");

        assertThat(Ran.of(hub, "outcome", "t-1", "--score", "0.8").out()).isEqualTo("t-1: score 0.80 counted\n");
        assertThat(hub.last().body()).isEqualTo("{\"score\":0.8,\"source\":\"person\",\"key\":\"cli\"}");
        assertThat(Ran.of(hub, "outcome", "t-1.1-3", "--score", "1").out()).contains("not counted");
        assertThat(hub.last().body()).contains("\"decisionId\":\"t-1.1-3\"");
    }

    @Test
    void outcome_outOfRange_isWrongUsage() {
        Ran ran = Ran.of(hub, "outcome", "t-1", "--score", "1.2");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--score must be within 0..1, was 1.2");
        assertThat(Ran.of(hub, "outcome", "t-1", "--score", "NaN").exit()).isEqualTo(2);
    }
}

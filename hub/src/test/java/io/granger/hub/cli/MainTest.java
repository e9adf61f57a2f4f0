package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.Ports;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
    private static final String EMPTY_LIST = "{\"tasks\":[]}";

    @Test
    void run_withoutAVerb_printsTheHelpAndIsWrongUsage() {
        Ran ran = Ran.with(Map.of(), false);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("submit", "explain", "experience");
    }

    @Test
    void help_isNoFailure() {
        Ran ran = Ran.with(Map.of(), false, "--help");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("Usage: granger").contains("0 ok, 1 failed, 2 usage");
    }

    @Test
    void run_misspelledVerb_namesTheNearest() {
        Ran ran = Ran.with(Map.of(), false, "spoeks");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("""
                granger: unknown verb 'spoeks'; nearest: spokes
                try: granger --help
                """);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void run_misspelledOption_namesTheNearest() {
        Ran ran = Ran.with(Map.of(), false, "tasks", "--stat", "dead");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).startsWith("granger: unknown option '--stat'; nearest: --state\n");
    }

    @Test
    void run_oneArgumentTooMany() {
        Ran ran = Ran.with(Map.of(), false, "task", "t-1", "t-2");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("'t-2' is one argument too many");
    }

    @Test
    void run_missingArgument() {
        Ran ran = Ran.with(Map.of(), false, "task");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("'ID'").contains("try: granger task --help");
    }

    @Test
    void output_unknownForm_namesTheForms() {
        Ran ran = Ran.with(Map.of(), false, "tasks", "--output", "jsn");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("'jsn' is none of table, json; nearest: json");
    }

    @Test
    void url_notHttp_isWrongUsage() {
        Ran ran = Ran.with(Map.of(), false, "tasks", "--url", "localhost:8080");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--url must look like http://127.0.0.1:8080, was 'localhost:8080'");
    }

    @Test
    void call_nobodyListens_saysWhatWasTriedAndHowToStartOne() {
        int port = Ports.free();

        Ran ran = Ran.with(Map.of(), false, "tasks", "--url", "http://127.0.0.1:" + port);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err())
                .contains("no hub answers at http://127.0.0.1:" + port)
                .contains("connection refused")
                .contains("./granger run");
    }

    @Test
    void call_somethingElseListens() throws IOException {
        try (RecordedHub hub =
                new RecordedHub().on("GET /v1/tasks", 200, "text/html", "<html>hello</html>", Map.of())) {
            Ran ran = Ran.of(hub, "tasks");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("is not a Granger hub (status 200, no JSON)");
        }
    }

    @Test
    void call_optionBeforeEnvironment_andTheTokenTravels() throws IOException {
        try (RecordedHub hub = new RecordedHub().on("GET /v1/tasks", 200, EMPTY_LIST)) {
            Map<String, String> env = Map.of("GRANGER_URL", "http://127.0.0.1:1", "GRANGER_TOKEN", "from-env");

            assertThat(Ran.with(env, false, "tasks", "--url", hub.url() + "/").exit())
                    .isZero();
            assertThat(hub.last().header("Authorization")).isEqualTo("Bearer from-env");
            Ran.with(env, false, "tasks", "--url", hub.url(), "--token", "typed");
            assertThat(hub.last().header("Authorization")).isEqualTo("Bearer typed");
        }
    }

    @Test
    void refusal_saysCodeMessageAndField_inTheFormOfTheBusToo() throws IOException {
        try (RecordedHub hub = new RecordedHub()
                .on(
                        "GET /v1/tasks?state=ded",
                        400,
                        "{\"error\":{\"code\":\"bad-value\",\"message\":\"state must be one of ..\",\"field\":\"state\"}}")) {
            Ran ran = Ran.of(hub, "tasks", "--state", "ded");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).isEqualTo("granger: bad-value: state must be one of .. (field state)\n");
        }
    }

    @Test
    void refusal_overloaded_saysWhenToTryAgain() throws IOException {
        String body = "{\"code\":\"overloaded\",\"detail\":\"10000 tasks are queued\"}";
        try (RecordedHub hub = new RecordedHub()
                .on("GET /v1/tasks", 503, "application/problem+json", body, Map.of("retry-after", "2"))) {
            Ran ran = Ran.of(hub, "tasks");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("overloaded: 10000 tasks are queued; try again in 2 s");
        }
    }

    @Test
    void refusal_byStatus_givesTheExitCode() throws IOException {
        assertThat(exitOn(401)).isEqualTo(4);
        assertThat(exitOn(403)).isEqualTo(4);
        assertThat(exitOn(404)).isEqualTo(3);
        assertThat(exitOn(409)).isEqualTo(1);
        assertThat(exitOn(504)).isEqualTo(5);
    }

    private static int exitOn(int status) throws IOException {
        try (RecordedHub hub = new RecordedHub().refusing("GET /v1/tasks", status, "some-code", "some reason")) {
            return Ran.of(hub, "tasks").exit();
        }
    }

    @Test
    void output_json_isTheHubsOwnTextUntouched() throws IOException {
        String body = "{ \"tasks\" : [],\n  \"cursor\":null, \"more\":1.50 }";
        try (RecordedHub hub = new RecordedHub().on("GET /v1/tasks", 200, body)) {
            Ran ran = Ran.of(hub, "tasks", "--output", "json");

            assertThat(ran.out()).isEqualTo(body + "\n");
            assertThat(ran.err()).isEmpty();
        }
    }

    @Test
    void version_inWordsAndAsJson() {
        assertThat(Ran.with(Map.of(), false, "version").out()).matches("granger \\d+\\.\\d+\\.\\d+.* \\(Java .*\\)\n");
        assertThat(Ran.with(Map.of(), false, "version", "--output", "json").out())
                .startsWith("{\"version\":\"")
                .doesNotContain("unknown");
        assertThat(Ran.with(Map.of(), false, "version", "now").exit()).isEqualTo(2);
    }
}

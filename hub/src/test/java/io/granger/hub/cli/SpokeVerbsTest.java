package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpokeVerbsTest {
    private static final String SPOKES = """
            {"spokes":[
             {"name":"pdf","version":"1.0.0","instance":"a","spokeId":"pdf@1.0.0#a","state":"healthy","concurrency":4,
              "capabilities":[{"name":"extract-text"},{"name":"ocr"}],
              "health":{"extract-text":{"calls":120,"successRate":0.954,"latencyMeanMs":98.4,"latencyP95Ms":1310.0,
                        "inFlight":2,"quality":0.75,"breaker":"closed"},
                        "ocr":{"calls":0,"successRate":1.0,"latencyMeanMs":500,"latencyP95Ms":500,"inFlight":0,
                        "quality":0.5,"breaker":"open"}}},
             {"name":"pdf","version":"1.1.0","instance":"b","spokeId":"pdf@1.1.0#b","state":"draining",
              "capabilities":[]}]}""";

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
    void spokes_oneLinePerCapability() {
        hub.on("GET /v1/spokes", 200, SPOKES);

        assertThat(Ran.of(hub, "spokes").out()).isEqualTo("""
                SPOKE        STATE    CAPABILITY    CALLS  SUCCESS  MEAN   P95    BUSY  QUALITY  BREAKER
                pdf@1.0.0#a  healthy  extract-text  120    95.4 %   98 ms  1.3 s  2/4   0.75     closed
                pdf@1.0.0#a  healthy  ocr           0      -        -      -      0/4   0.50     open
                """);
    }

    @Test
    void spokes_none_andDenied() throws IOException {
        hub.on("GET /v1/spokes", 200, "{\"spokes\":[]}");
        assertThat(Ran.of(hub, "spokes").out()).isEqualTo("no spokes are registered\n");
        try (RecordedHub strict =
                new RecordedHub().refusing("GET /v1/spokes", 401, "token-required", "say who you are")) {
            assertThat(Ran.of(strict, "spokes").exit()).isEqualTo(4);
        }
    }

    @Test
    void drain_byIdAndByName() {
        hub.on("POST /v1/spokes/pdf%401.0.0%23a/drain", 200, "{}").on("POST /v1/spokes/pdf/drain", 200, "{}");

        assertThat(Ran.of(hub, "drain", "pdf@1.0.0#a").out()).isEqualTo("pdf@1.0.0#a: draining\n");
        assertThat(Ran.of(hub, "drain", "pdf").out()).isEqualTo("pdf: draining\n");
    }

    @Test
    void drain_unknownName_isNotFound() {
        hub.refusing("POST /v1/spokes/tika/drain", 404, "spoke-unknown", "no spoke is named tika");

        Ran ran = Ran.of(hub, "drain", "tika");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("spoke-unknown: no spoke is named tika");
    }

    @Test
    void trySpoke_showsTheAnswer() {
        hub.on(
                "POST /v1/spokes/pdf/try",
                200,
                "{\"spoke\":\"pdf@1.0.0#a\",\"ms\":84,\"answer\":{\"output\":{\"text\":\"hi\"},\"quality\":0.9}}");

        Ran ran = Ran.of(hub, "try-spoke", "pdf", "--input", "{\"file\":\"a.pdf\"}", "--capability", "ocr");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo("""
                spoke       pdf@1.0.0#a
                took        84 ms
                output      {"text":"hi"}
                quality     0.9
                """);
        assertThat(hub.last().body()).isEqualTo("{\"input\":{\"file\":\"a.pdf\"},\"capability\":\"ocr\"}");
    }

    @Test
    void trySpoke_anErrorIsAFailure() {
        hub.on(
                "POST /v1/spokes/pdf/try",
                200,
                "{\"spoke\":\"pdf@1.0.0#a\",\"ms\":3,\"answer\":{\"error\":"
                        + "{\"class\":\"resource\",\"message\":\"out of memory\",\"retryable\":true}}}");

        Ran ran = Ran.of(hub, "try-spoke", "pdf", "--input", "{}");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("error       resource: out of memory (may be retried)");
    }

    @Test
    void pipelines_alternativesAndGoals() {
        hub.on("GET /v1/pipelines", 200, """
                {"pipelines":[
                 {"name":"documents","version":"1.0.0","accepts":"application/pdf","deadlineMs":30000,
                  "features":[{"name":"bytes","kind":"numeric"}],
                  "alternatives":[[{"capability":"extract-text","verify":"rate-text"},
                                   {"capability":"summarize","optional":true,"version":"^1.2"},{"capability":"index"}],
                                  ["ocr","index"]]},
                 {"name":"read-any","version":"1.0.0","mode":"heuristic",
                  "goal":{"accepts":"application/*","produces":"text/summary","maxSteps":4,"through":["summarize"]}}]}""");

        assertThat(Ran.of(hub, "pipelines").out()).isEqualTo("""
                documents 1.0.0: accepts application/pdf, deadline 30.0 s
                  1. extract-text > summarize@^1.2? > index
                  2. ocr > index
                  feature bytes (numeric)
                read-any 1.0.0: accepts application/*, mode heuristic
                  any chain to text/summary through summarize, at most 4 steps
                """);
    }

    @Test
    void pipelines_oneUnknown_isNotFound() {
        hub.refusing("GET /v1/pipelines/docs", 404, "pipeline-unknown", "nearest: documents");

        assertThat(Ran.of(hub, "pipelines", "docs").exit()).isEqualTo(3);
    }
}

package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningVerbsTest {
    private static final String VERSION = "0123456789abcdef";
    private static final String RUNNING = "{\"state\":\"running\",\"kind\":\"train\",\"phase\":\"snapshot\"}";
    private static final String CELL = "{\"n\":900,\"ess\":500.2,\"values\":{\"logged\":0.5,\"version\":{\"dr\":0.75},"
            + "\"live\":{\"dr\":0.5},\"heuristic\":{\"dr\":0.5}},\"difference\":{\"live\":{\"mean\":0.25,\"low\":0.11,"
            + "\"high\":0.39},\"heuristic\":{\"mean\":0.25,\"low\":0.1,\"high\":0.4}}}";

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
    void train_asksForWhatWasSaid_andTellsTheVersion() {
        hub.on("POST /v1/policies/train", 200, RUNNING)
                .on(
                        "GET /v1/policies/training",
                        200,
                        "{\"state\":\"done\",\"kind\":\"train\",\"version\":\"" + VERSION
                                + "\",\"snapshot\":\"fedcba9876543210\",\"rows\":80,\"setAside\":22,"
                                + "\"report\":{\"stepRows\":29,\"transitions\":29,\"model\":\"linear\"}}");

        Ran ran = Ran.of(hub, "train", "--pipeline", "documents", "--preset", "cost", "--seed", "7");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("policy " + VERSION + "\n").contains("80, of them 22 set aside", "linear");
        assertThat(hub.asked().getFirst().body())
                .isEqualTo("{\"pipeline\":\"documents\",\"preset\":\"cost\",\"seed\":7}");
    }

    @Test
    void train_thatFailed_exitsWithTheReason() {
        hub.on("POST /v1/policies/train", 200, RUNNING)
                .on(
                        "GET /v1/policies/training",
                        200,
                        "{\"state\":\"stopped\",\"kind\":\"train\",\"error\":\"stopped: alarm\"}");

        Ran ran = Ran.of(hub, "train");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("granger: train stopped: stopped: alarm\n");
    }

    @Test
    void evaluate_table() {
        hub.on("POST /v1/policies/" + VERSION + "/evaluate", 200, RUNNING)
                .on(
                        "GET /v1/policies/training",
                        200,
                        "{\"state\":\"done\",\"kind\":\"evaluate\",\"evaluation\":{\"version\":\"" + VERSION
                                + "\",\"live\":\"auto-0\",\"rows\":4000,\"snapshot\":\"fedcba9876543210\",\"steps\":"
                                + CELL + ",\"tasks\":{\"n\":0},\"episodes\":{\"n\":0},\"pipelines\":{\"documents\":"
                                + "{\"steps\":" + CELL + "}},\"segments\":[],\"censored\":0.01,\"golden\":{\"n\":32,"
                                + "\"live\":{\"others\":4},\"heuristic\":{\"others\":9}},\"scoring\":"
                                + "{\"medianMicros\":12.5,\"p95Micros\":20},\"gate\":{\"verdict\":\"passed\"}}}");

        Ran ran = Ran.of(hub, "evaluate", VERSION);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains(
                        "policy " + VERSION + ": passed",
                        "steps       900   500  0.500   0.750    0.500  0.500",
                        "+0.250   +0.110 to +0.390",
                        "of 32 golden decisions 4 differ from the live policy's, 9 from the heuristic's",
                        "a decision takes 12.500 us, 95 % at most 20.000 us");
    }

    @Test
    void policies_listed() {
        hub.on(
                "GET /v1/policies",
                200,
                "{\"policies\":[{\"version\":\"auto-0\",\"builtIn\":true},{\"version\":\"" + VERSION
                        + "\",\"createdAt\":\"2026-11-20T11:58:00Z\",\"rows\":58,\"gate\":\"passed\"}],"
                        + "\"training\":{\"state\":\"running\",\"kind\":\"train\",\"phase\":\"steps\",\"done\":1,\"of\":2}}");

        assertThat(Ran.of(hub, "policies").out().lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).startsWith(VERSION).endsWith("passed"))
                .last()
                .asString()
                .contains("train: steps [###############...............] 50 %");
    }

    @Test
    void train_outWithoutSnapshot_isUsage() {
        Ran ran = Ran.with(Map.of(), false, "train", "--out", "policies");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--out goes with --snapshot");
    }

    @Test
    @Tag("slow")
    void train_withoutAHub_damagedSnapshot_saysWhichLine(@TempDir Path folder) throws IOException {
        Path snapshot = Files.writeString(folder.resolve("log.jsonl"), "{}\n");

        Ran ran = Ran.with(
                Map.of(),
                false,
                "train",
                "--snapshot",
                snapshot.toString(),
                "--out",
                folder.resolve("policies").toString());

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("line 1: missing-field");
    }
}

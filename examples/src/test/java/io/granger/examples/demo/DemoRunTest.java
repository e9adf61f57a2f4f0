package io.granger.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo on a few tiny pages: a real hub, real spokes, the report. */
class DemoRunTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(DemoSettings settings) {
        DemoTerminal terminal = new DemoTerminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return new DemoRun(settings, terminal).run();
    }

    @Test
    void run_eightPages_measuresBothArmsAndCountsEveryDecisionsRow() throws Exception {
        Path docs = Files.createDirectory(directory.resolve("docs"));
        for (int i = 0; i < 4; i++) {
            Files.writeString(
                    docs.resolve(i + ".html"),
                    "<title>Page " + i + "</title><p>Bees make honey. It is page " + i + ".</p>");
        }

        int exit = run(new DemoSettings(8, 1, Optional.of(docs), directory.resolve("data"), true));

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonObject report = new JsonObject(out.toString(StandardCharsets.UTF_8));
        assertThat(report.getInteger("tasks")).isEqualTo(8);
        assertThat(report.getLong("decisions"))
                .isEqualTo(report.getLong("experienceRows"))
                .isGreaterThanOrEqualTo(80);
        assertThat(report.getJsonObject("heuristic").getDouble("completed")).isEqualTo(1);
        assertThat(report.getJsonObject("learned").getDouble("completed")).isEqualTo(1);
        assertThat(report.getJsonObject("learned").getDouble("quality")).isBetween(.5, 1.0);
    }

    @Test
    void run_directoryWithoutDocuments_failsInWords() throws Exception {
        Path docs = Files.createDirectory(directory.resolve("docs"));

        int exit = run(new DemoSettings(1, 1, Optional.of(docs), directory.resolve("data"), true));

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no document below");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}

package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.LiveHub;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README do what it says: each is run against a hub, but for those that start one or build. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final List<String> STARTS_A_HUB = List.of("run", "demo");

    @TempDir
    Path directory;

    @Test
    void commands_ofTheReadme_work() throws IOException {
        var pipelines = Files.createDirectories(directory.resolve("conf/pipelines"));
        Files.copy(ROOT.resolve("conf/pipelines/documents.yaml"), pipelines.resolve("documents.yaml"));
        var files = Files.createDirectories(directory.resolve("data/files"));
        Files.writeString(files.resolve("report.pdf"), "%PDF-1.4");
        try (var hub = LiveHub.start(directory, "")) {
            for (var capability : List.of("extract-text", "detect-language", "summarize", "index", "rate-text")) {
                hub.spoke(
                        capability + "-spoke",
                        capability,
                        call -> new JsonObject().put("output", new JsonObject().put("text", "some text")));
            }
            var url = "http://127.0.0.1:" + hub.hub().httpPort();
            var done = hub.run(new JsonObject()
                    .put("pipeline", "documents")
                    .put("input", new JsonObject().put("file", "report.pdf")));
            assertThat(done.getString("state")).isEqualTo("completed");
            for (var command : commands()) {
                var words = words(command, done.getString("taskId"));

                var ran = Ran.with(Map.of("GRANGER_URL", url), false, words.toArray(new String[0]));

                assertThat(ran.exit())
                        .as("%s%n%s%s", command, ran.out(), ran.err())
                        .isZero();
                assertThat(ran.out()).as(command).isNotBlank();
            }
        }
    }

    private static List<String> commands() throws IOException {
        var commands = new ArrayList<String>();
        for (var line : Files.readAllLines(ROOT.resolve("README.md"))) {
            if (line.startsWith("./granger ")
                    && STARTS_A_HUB.stream().noneMatch(verb -> line.startsWith("./granger " + verb))) {
                commands.add(line.split(" {2,}#", 2)[0].strip());
            }
        }
        assertThat(commands).as("commands found in the README").hasSizeGreaterThan(5);
        return commands;
    }

    private static List<String> words(String command, String taskId) {
        return WORD.matcher(command.substring("./granger ".length()))
                .results()
                .map(m -> m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3))
                .map(word -> word.equals("TASK") ? taskId : word.equals("DECISION") ? taskId + ".1-1" : word)
                .toList();
    }
}

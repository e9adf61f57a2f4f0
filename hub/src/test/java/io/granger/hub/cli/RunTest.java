package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} in a process of its own, with a real hub in it. */
class RunTest {
    @TempDir
    private Path folder;

    @Test
    void run_servesUntilItIsTerminated_andKeepsItsDataDirectoryToItself() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("granger.yaml"), "http: {port: 0}\n");
        Process hub = start("run", "--conf", folder.toString(), "--data", dataDirectory());
        try (BufferedReader out = hub.inputReader(StandardCharsets.UTF_8)) {
            List<String> welcome = linesUntil(out, "try ");
            assertThat(welcome).as("what a start says").anyMatch(line -> line.startsWith("Granger Hub "));
            assertThat(welcome).as("and nothing of Hazelcast's").noneMatch(line -> line.contains("hazelcast"));
            String url = valueOf(welcome, "listens");

            assertThat(Ran.with(Map.of(), false, "tasks", "--url", url).out()).isEqualTo("no tasks\n");
            assertThat(Ran.with(Map.of(), false, "mode", "--url", url).out()).contains("mode        heuristic");

            Process second = start("run", "--conf", folder.toString(), "--data", dataDirectory());
            String told = said(second);
            assertThat(second.waitFor()).as(told).isEqualTo(75);
            assertThat(told).contains("in use by another hub, process " + hub.pid());

            // Not Process.destroy, which would close the pipe that the last words come through.
            assertThat(hub.toHandle().destroy()).isTrue();
            assertThat(linesUntil(out, "stopped")).last().isEqualTo("stopped");
            assertThat(hub.waitFor()).isZero();
        } finally {
            hub.destroyForcibly();
        }
    }

    @Test
    void run_mistakeInTheConfiguration_namesItsPlace() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("granger.yaml"), "data: ./d\nrouting: {holdot: 0.1}\n");

        Process hub = start("run", "--conf", folder.toString());
        String told = said(hub);

        assertThat(hub.waitFor()).as(told).isEqualTo(78);
        assertThat(told)
                .startsWith(folder + "/granger.yaml:2: routing.holdot: ")
                .contains("holdout");
        assertThat(folder.resolve("d")).doesNotExist();
    }

    private String dataDirectory() {
        return folder.resolve("data").toString();
    }

    private static String valueOf(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** The lines up to the first one that begins so, or to the end. */
    private static List<String> linesUntil(BufferedReader out, String start) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith(start)) {
                break;
            }
        }
        return lines;
    }

    private static String said(Process process) throws IOException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            return String.join("\n", linesUntil(out, "\0"));
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}

package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client verb starts at the speed of the JVM: nothing of the hub's own weight is loaded for it. */
class LoadedClassesTest {
    @Test
    void clientVerb_loadsNeitherVertxNorHazelcast() throws IOException, InterruptedException {
        try (RecordedHub hub = new RecordedHub().on("GET /v1/tasks", 200, "{\"tasks\":[]}")) {
            String log = loadedBy("tasks", "--url", hub.url());

            assertThat(log).contains("io.granger.hub.cli.TasksCommand", "no tasks");
            assertThat(log.lines())
                    .noneMatch(line -> line.contains("io.vertx.")
                            || line.contains("com.hazelcast.")
                            || line.contains("org.sqlite.")
                            || line.contains("ch.qos.logback.")
                            || line.contains("sun.security.ssl."));
        }
    }

    private static String loadedBy(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String log = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(log).isZero();
            return log;
        }
    }
}

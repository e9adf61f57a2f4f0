package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class AddedVerbsTest {
    /** A verb as another module would add it. */
    @Command(name = "greet", description = "greet")
    public static final class Greet implements CliCommand {
        @Option(names = "--exit")
        private int exit;

        @Override
        public Integer call() {
            return exit;
        }
    }

    @Test
    void addedVerb_runsBesideOurs(@TempDir Path folder) throws IOException {
        String providers = Greet.class.getName();

        assertThat(runWith(folder, providers, "greet", "--exit", "5").exit()).isEqualTo(5);
        assertThat(runWith(folder, providers, "--help").out()).contains("greet", "submit");
        assertThat(runWith(folder, providers, "gret").err()).contains("nearest: greet");
    }

    @Test
    void addedVerb_thatCannotBeLoaded_leavesTheOthers(@TempDir Path folder) throws IOException {
        String providers = "io.granger.NowhereToBeFound\n" + Greet.class.getName();

        Ran ran = runWith(folder, providers, "greet");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).contains("a verb could not be added").contains("NowhereToBeFound");
    }

    private static Ran runWith(Path folder, String providers, String... arguments) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(CliCommand.class.getName()), providers + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return Ran.with(Map.of(), false, arguments);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher starts a hub: asked with a JDK that only says how it was started. */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void program(String folder, String name, String script) throws IOException {
        var program = Files.createDirectories(directory.resolve(folder)).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> sayingHow(String version) throws IOException {
        program("jdk/bin", "java", "chrt -p $$; echo \"$@\"");
        program("jdk/bin", "javac", "");
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
        return Map.of("JAVA_HOME", directory.resolve("jdk").toString(), "GRANGER_NO_BUILD", "1");
    }

    @Test
    void hub_isABatchProcess_andClientsAreNot() throws Exception {
        assumeTrue(isOnPath("chrt"), "no chrt here: a hub starts without it");

        for (var verb : List.of("run", "demo")) {
            assertThat(run(sayingHow("21.0.1"), "./granger", verb))
                    .contains("SCHED_BATCH")
                    .contains("-XX:MaxGCPauseMillis=10");
        }
        assertThat(run(sayingHow("21.0.1"), "./granger", "tasks")).contains("SCHED_OTHER");
    }

    @Test
    void noSuchScheduler_orForbidden_hubStartsWithoutIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
        var asked = new String[] {"/bin/sh", "-c", ". .mvn/jdk.sh; echo \"[$(hub_scheduler)]\""};
        program("forbidden", "chrt", "echo 'Operation not permitted' >&2; exit 1");
        program("allowed", "chrt", "exit 0");

        assertThat(run(Map.of("PATH", directory.resolve("none").toString()), asked))
                .isEqualTo("[]");
        assertThat(run(Map.of("PATH", directory.resolve("forbidden").toString()), asked))
                .isEqualTo("[]");
        assertThat(run(Map.of("PATH", directory.resolve("allowed").toString()), asked))
                .isEqualTo("[chrt --batch 0]");
    }

    @Test
    void flagsOfLaterJdks_onlyWhereTheyAre() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");

        assertThat(flags("24.0.2")).contains("-XX:MaxGCPauseMillis=10").doesNotContain("CompactObjectHeaders");
        assertThat(flags("25.0.1")).contains("-XX:MaxGCPauseMillis=10").contains("-XX:+UseCompactObjectHeaders");
    }

    private String flags(String version) throws Exception {
        var home = sayingHow(version).get("JAVA_HOME");
        return run(Map.of(), "/bin/sh", "-c", ". .mvn/jdk.sh; hub_flags '" + home + "'");
    }

    @Test
    void hugePages_askedForWhereTheKernelGivesThem() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");

        assertThat(hugePageFlags("always [madvise] never")).isEqualTo("[ -XX:+UseTransparentHugePages]");
        assertThat(hugePageFlags("[always] madvise never")).isEqualTo("[ -XX:+UseTransparentHugePages]");
        assertThat(hugePageFlags("always madvise [never]")).isEqualTo("[]");
        Files.delete(directory.resolve("kernel"));
        assertThat(run(Map.of(), hugePages())).isEqualTo("[]");
    }

    private String hugePageFlags(String kernel) throws Exception {
        Files.writeString(directory.resolve("kernel"), kernel + "\n");
        return run(Map.of(), hugePages());
    }

    private String[] hugePages() {
        var asked = ". .mvn/jdk.sh; echo \"[$(huge_page_flags '" + directory.resolve("kernel") + "')]\"";
        return new String[] {"/bin/sh", "-c", asked};
    }
}

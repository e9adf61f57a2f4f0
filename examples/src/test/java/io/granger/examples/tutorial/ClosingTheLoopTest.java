package io.granger.examples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's script does what its page says, from the first task to the rollback, over the class path of this test. */
@Tag("slow")
class ClosingTheLoopTest {
    private static final Path SCRIPT = Path.of("..", "docs", "tutorials", "closing-the-loop.sh");

    /** For a machine that does much else; alone it takes about a minute. */
    private static final long LIMIT_MINUTES = 20;

    @TempDir
    Path directory;

    /** Whether it ends in time; notes the processes it has started meanwhile. */
    private static boolean ends(Process process, Set<ProcessHandle> started) throws InterruptedException {
        for (long look = 0; look < TimeUnit.MINUTES.toSeconds(LIMIT_MINUTES); look++) {
            process.descendants().forEach(started::add);
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void script_promotesWhatWasLearnt_andTakesItBackWhenItsSpokeBreaks() throws IOException, InterruptedException {
        var output = directory.resolve("output.txt");
        var script = new ProcessBuilder("bash", SCRIPT.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        script.environment().put("GRANGER_CLASSPATH", System.getProperty("java.class.path"));
        var process = script.start();
        Set<ProcessHandle> started = new HashSet<>();
        try {
            assertThat(ends(process, started)).isTrue();
        } finally {
            process.destroy();
        }
        assertThat(started).isNotEmpty().noneMatch(ProcessHandle::isAlive);

        var said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        // Long lines are wrapped, wherever that is.
        assertThat(said.replaceAll("\\s+", " "))
                .containsSubsequence(
                        ": passed",
                        "stage canary 0.5, status running, why better: reward +",
                        "stage rl, status running, why better: reward +",
                        "arm treatment",
                        "verdict rolled back: worse by reward: -",
                        "mode heuristic",
                        "policy.rolledback by rollout",
                        "a rollout was taken back",
                        "Done: learnt, judged, rolled out, broken, taken back");
    }
}

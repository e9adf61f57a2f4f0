package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the process was killed, or its disk failed. */
class CrashTest {

    private static final int ROUNDS = 5;

    @TempDir
    private Path directory;

    private Process start(int first, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreChild.class.getName(),
                directory.toString(),
                Integer.toString(first)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void kill_underLoad_everythingAcknowledgedIsThere() throws Exception {
        Random random = new Random(5);
        List<Integer> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = start(round * 1_000_000, List.of());
            try (BufferedReader out = output(process)) {
                assertThat(out.readLine()).isEqualTo("open");
                int before = acknowledged.size();
                int killAfter = 1 + random.nextInt(1_000);
                String line = out.readLine();
                while (line != null) {
                    if (line.matches("ack \\d+")) {
                        acknowledged.add(Integer.parseInt(line.substring(4)));
                    }
                    if (acknowledged.size() - before == killAfter) {
                        process.toHandle().destroyForcibly();
                    }
                    line = out.readLine();
                }
                assertThat(acknowledged.size() - before).isGreaterThanOrEqualTo(killAfter);
            }
            assertThat(process.waitFor()).isEqualTo(137);
            checkAll(acknowledged);
        }
    }

    private void checkAll(List<Integer> acknowledged) {
        try (DataDirectory data = DataDirectory.open(directory);
                HubStore store = SqliteStore.open(data.store(), StoreSettings.DEFAULT, Runnable::run)) {
            for (int number : acknowledged) {
                assertThat(store.task(Samples.taskId(number)))
                        .hasValueSatisfying(task -> assertThat(task.state()).isEqualTo("completed"));
            }
            long[] rows = new long[1];
            store.eachRow(RowQuery.ALL, row -> rows[0]++);
            // Whole changes only: two rows for each task that is completed, none for the others.
            assertThat(rows[0]).isEqualTo(2 * store.stats().tasksByState().getOrDefault("completed", 0L));
            assertThat(store.rowCount()).isEqualTo(rows[0]);
            assertThat(rows[0]).isGreaterThanOrEqualTo(2L * acknowledged.size());
        }
    }

    @Test
    void write_refusedByTheSystem_nothingMoreIsAcknowledged() throws Exception {
        // Files may grow to 3 MiB: the write beyond fails, and not for want of room.
        Process process = start(0, List.of("bash", "-c", "ulimit -f 3072; exec \"$0\" \"$@\""));
        List<Integer> acknowledged = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        try (BufferedReader out = output(process)) {
            out.lines().skip(1).forEach(line -> {
                if (line.startsWith("ack ")) {
                    acknowledged.add(Integer.parseInt(line.substring(4)));
                } else if (line.startsWith("failed ") || line.startsWith("then ")) {
                    rest.add(line);
                }
            });
        }
        process.waitFor();
        assertThat(rest).containsExactlyInAnyOrder("failed IO healthy=false", "then IO");
        assertThat(acknowledged).isNotEmpty();
        checkAll(acknowledged);
    }

    @Test
    void lock_ofAKilledProcess_isFree() throws Exception {
        Process process = start(0, List.of());
        try (BufferedReader out = output(process)) {
            assertThat(out.readLine()).isEqualTo("open");
            assertThatExceptionOfType(DirectoryInUse.class)
                    .isThrownBy(() -> DataDirectory.open(directory))
                    .withMessageContaining("process " + process.pid());
            process.toHandle().destroyForcibly();
        }
        process.waitFor();
        DataDirectory.open(directory).close();
    }
}

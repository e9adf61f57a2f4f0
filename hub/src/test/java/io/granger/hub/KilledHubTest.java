package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.store.DataDirectory;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.RowQuery;
import io.granger.hub.store.SqliteStore;
import io.granger.hub.store.StoreSettings;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is really killed under load, and what is there when it comes back. */
class KilledHubTest {
    private static final String YAML =
            "tasks: {deadlineMs: 120000}\nretry: {maxAttempts: 6, backoffMs: 1, backoffMaxMs: 20, budgetShare: 1}\n"
                    + "breaker: {failures: 50, failureShare: 1, openMs: 100}";
    private static final int CLIENTS = 16;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> seenEnded = new ConcurrentHashMap<>();
    private final AtomicInteger marks = new AtomicInteger();

    @Test
    void killedTwice_everyAcknowledgedTaskEndsOnce() throws Exception {
        rounds(2);
    }

    @Tag("slow")
    @Test
    void killedTenTimes_everyAcknowledgedTaskEndsOnce() throws Exception {
        rounds(10);
    }

    private void rounds(int rounds) throws Exception {
        var random = new Random(7);
        for (int round = 0; round < rounds; round++) {
            load(round, acknowledged.size() + 100 + random.nextInt(300));
        }
        finish(rounds);
        assertThat(acknowledged).hasSizeGreaterThan(100 * rounds);
        check();
    }

    /** One life of the hub, killed once so many tasks are acknowledged in all. */
    private void load(int round, int until) throws Exception {
        try (var life = live(round)) {
            int port = life.port();
            var clients = new ArrayList<Thread>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Thread.ofVirtual().start(() -> client(port)));
            }
            LiveHub.eventually()
                    .until(() -> acknowledged.size() >= until || !life.child().isAlive());
            assertThat(life.child().isAlive()).isTrue();
            life.kill();
            for (var client : clients) {
                client.join();
            }
            assertThat(life.child().waitFor()).isEqualTo(137);
        }
    }

    /** A child that is killed at the latest when this is closed, and before its output is. */
    private record Life(Process child, BufferedReader out) implements AutoCloseable {
        int port() throws IOException {
            int port = Integer.parseInt(HubChild.read(out, "port"));
            Thread.ofVirtual().start(() -> drain(out));
            return port;
        }

        void kill() {
            child.toHandle().destroyForcibly();
        }

        @Override
        public void close() throws IOException {
            kill();
            out.close();
        }
    }

    private Life live(int seed) throws IOException {
        var child = HubChild.start(directory, seed, YAML, List.of());
        return new Life(child, HubChild.output(child));
    }

    /** Reads on, so that the child never blocks on what it prints. */
    private static void drain(BufferedReader out) {
        try {
            out.transferTo(Writer.nullWriter());
        } catch (IOException killed) {
            // That was all of it.
        }
    }

    /** Submits until nobody answers any more; every fourth task is watched to its end. */
    private void client(int port) {
        try {
            while (true) {
                int mark = marks.incrementAndGet();
                var task = new JsonObject().put("steps", steps()).put("input", new JsonObject().put("mark", mark));
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/tasks"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(task.encode()));
                if (mark % 4 == 0) {
                    request.header("prefer", "wait=10");
                }
                var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (reply.statusCode() == 202 || reply.statusCode() == 200) {
                    var view = new JsonObject(reply.body());
                    acknowledged.put(view.getString("taskId"), mark);
                    if (view.containsKey("finishedAt")) {
                        seenEnded.put(view.getString("taskId"), view.getString("state"));
                    }
                }
            }
        } catch (IOException killed) {
            // The hub is gone: what it did not acknowledge does not count.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static io.vertx.core.json.JsonArray steps() {
        return new io.vertx.core.json.JsonArray()
                .add(Spokes.step("left").put("timeoutMs", 1_000))
                .add(Spokes.step("right").put("timeoutMs", 1_000));
    }

    /** The last life: all that is open comes to its end. */
    private void finish(int seed) throws Exception {
        try (var life = live(seed)) {
            int port = life.port();
            LiveHub.eventually().until(() -> openTasks(port) == 0);
        }
    }

    private long openTasks(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/experience/stats"))
                .build();
        var tasks = new JsonObject(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .getJsonObject("tasks");
        return tasks.getLong("accepted", 0L) + tasks.getLong("running", 0L) + tasks.getLong("waiting", 0L);
    }

    private void check() {
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                HubStore store = SqliteStore.open(data.store(), StoreSettings.DEFAULT, Runnable::run)) {
            assertThat(store.openTasks()).isEmpty();
            Map<String, List<ExperienceRow>> rows = new TreeMap<>();
            store.eachRow(
                    RowQuery.ALL,
                    stored -> rows.computeIfAbsent(stored.row().decision().taskId(), t -> new ArrayList<>())
                            .add(stored.row()));
            int completed = 0;
            for (var task : acknowledged.entrySet()) {
                var record = store.task(task.getKey());
                assertThat(record).as("task %s was acknowledged", task.getKey()).isPresent();
                assertThat(record.get().open()).isEmpty();
                assertThat(record.get().state()).isIn("completed", "failed", "dead");
                assertThat(seenEnded.getOrDefault(task.getKey(), record.get().state()))
                        .isEqualTo(record.get().state());
                boolean isCompleted = record.get().state().equals("completed");
                if (isCompleted) {
                    completed++;
                    assertThat(new JsonObject(record.get().data().orElseThrow()))
                            .isEqualTo(new JsonObject()
                                    .put("mark", task.getValue())
                                    .put("trail", "left,right,"));
                }
                checkRows(rows.getOrDefault(task.getKey(), List.of()), isCompleted);
            }
            assertThat(completed).isGreaterThan(acknowledged.size() * 9 / 10);
        }
    }

    /** Decisions of one epoch are numbered from 1: a gap is a missing row, a repetition a doubled one. */
    private static void checkRows(List<ExperienceRow> rows, boolean isCompleted) {
        Map<Integer, List<Integer>> seqs = new TreeMap<>();
        for (var row : rows) {
            Decision decision = row.decision();
            assertThat(decision.decisionId())
                    .isEqualTo(decision.taskId() + "." + decision.epoch() + "-" + decision.seq());
            seqs.computeIfAbsent(decision.epoch(), e -> new ArrayList<>()).add(decision.seq());
        }
        seqs.forEach((epoch, numbers) -> {
            numbers.sort(null);
            assertThat(numbers)
                    .isEqualTo(java.util.stream.IntStream.rangeClosed(1, numbers.size())
                            .boxed()
                            .toList());
        });
        assertThat(rows.stream()
                        .filter(r -> r.terminated() && r.decision().level() != Level.STEP)
                        .count())
                .as("rows on which the task ended, of %s", rows)
                .isEqualTo(1);
        assertThat(rows.stream().anyMatch(r -> r.terminated() && r.reward() > -1))
                .isEqualTo(isCompleted);
    }
}

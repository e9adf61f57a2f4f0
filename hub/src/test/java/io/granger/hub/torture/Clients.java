package io.granger.hub.torture;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Clients that want tasks done and do not give up: they repeat what was not answered under the same key, at whichever
 * hub answers, follow each task to its end, and decide about unsafe steps whose outcome nobody knows by looking at the
 * effects. What they were told is in their own ledger.
 */
final class Clients implements AutoCloseable {
    /** The file of what they were told. */
    static final String LEDGER = "ledger.jsonl";

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long AGAIN_MS = 50;

    /** Each client repeats its first task and then one in so many, although they were acknowledged. */
    private static final int REPEATED_EACH = 3;

    /** How often a client is told that there is no such task before it believes it. */
    private static final int UNKNOWN_MAX = 60;

    private final Hubs hubs;
    private final Path effects;
    private final Lines ledger;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean isEnough;

    Clients(Hubs hubs, Path directory) {
        this.hubs = hubs;
        this.effects = directory.resolve(TortureSpokes.EFFECTS);
        this.ledger = Lines.append(directory.resolve(LEDGER));
    }

    /** Has so many clients go to work. */
    void start(int clients) {
        for (int i = 0; i < clients; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().name("client-" + number).start(() -> work(number)));
        }
    }

    /** Tasks that were acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Tasks whose end a client read. */
    int ended() {
        return ended.get();
    }

    /** Lets clients see the ends of what they have, and no more; false when that takes longer than the limit. */
    boolean finish(Duration limit) {
        isEnough = true;
        long untilNanos = System.nanoTime() + limit.toNanos();
        try {
            for (var thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime())))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work(int client) {
        for (int task = 0; !isEnough; task++) {
            var mark = "c" + client + "-" + task;
            int first = client + task;
            boolean isRepeated = task % REPEATED_EACH == 0;
            submit(mark, first).ifPresent(id -> {
                if (isRepeated) {
                    repeat(mark, id, first + 1);
                }
                follow(mark, id, client);
            });
        }
    }

    private Optional<String> submit(String mark, int first) {
        var body = Work.task(mark).encode();
        for (int at = first; ; at++) {
            var reply = send(at, "POST", "/v1/tasks", body, mark);
            if (reply != null && (reply.statusCode() == 202 || reply.statusCode() == 200)) {
                var taskId = new JsonObject(reply.body()).getString("taskId");
                note("acknowledged", mark, taskId, new JsonObject());
                acknowledged.incrementAndGet();
                return Optional.of(taskId);
            }
            // In a cluster it is a moment until every hub has heard of every spoke.
            boolean isEarly = reply != null && reply.body().contains("no-chain");
            if (reply != null && reply.statusCode() < 500 && !isEarly) {
                throw new IllegalStateException("a task was refused: " + reply.body());
            }
            if (isEnough) {
                return Optional.empty();
            }
            Waits.pause(AGAIN_MS);
        }
    }

    /** What a client does whose connection broke before it read the answer: the same once more, maybe elsewhere. */
    private void repeat(String mark, String taskId, int at) {
        var reply = send(at, "POST", "/v1/tasks", Work.task(mark).encode(), mark);
        if (reply != null && (reply.statusCode() == 202 || reply.statusCode() == 200)) {
            var again = new JsonObject(reply.body()).getString("taskId");
            if (!again.equals(taskId)) {
                note("acknowledged", mark, again, new JsonObject());
            }
        }
    }

    private void follow(String mark, String taskId, int first) {
        int unknown = 0;
        for (int at = first; unknown < UNKNOWN_MAX; at++) {
            var reply = send(at, "GET", "/v1/tasks/" + taskId, "", "");
            if (reply != null && reply.statusCode() == 200) {
                var view = new JsonObject(reply.body());
                if (view.containsKey("finishedAt")) {
                    note("ended", mark, taskId, new JsonObject().put("state", view.getString("state")));
                    ended.incrementAndGet();
                    return;
                }
                if ("needs-decision"
                        .equals(view.getJsonObject("waiting", new JsonObject()).getString("reason"))) {
                    resolve(mark, taskId, at);
                }
            } else if (reply != null && reply.statusCode() == 404) {
                unknown++;
            }
            Waits.pause(AGAIN_MS);
        }
        // Given up: the checker will say that it was lost.
        note("unknown", mark, taskId, new JsonObject());
    }

    /** What a person would do: look whether it was done. */
    private void resolve(String mark, String taskId, int at) {
        Waits.pause(2 * AGAIN_MS);
        var unsafe = Work.STEPS.getLast();
        boolean isDone = Lines.read(effects).stream()
                .anyMatch(e -> e.getString("capability").equals(unsafe)
                        && e.getString("effectKey").startsWith(taskId + "."));
        var answer = isDone
                ? new JsonObject().put("done", true).put("output", Work.result(mark))
                : new JsonObject().put("done", false).put("redo", true);
        // Noted before it is asked: if the answer is lost, the hub may yet have heard it.
        note("resolved", mark, taskId, new JsonObject().put("redo", !isDone));
        send(at, "POST", "/v1/tasks/" + taskId + "/resolve", answer.encode(), "");
    }

    private void note(String event, String mark, String taskId, JsonObject more) {
        ledger.write(new JsonObject()
                .put("at", System.currentTimeMillis())
                .put("event", event)
                .put("mark", mark)
                .put("taskId", taskId)
                .mergeIn(more));
    }

    /** One request to the hub of that number, modulo how many there are; null when nobody answered. */
    private @Nullable HttpResponse<String> send(int hub, String method, String path, String body, String key) {
        var port = hubs.port(Math.floorMod(hub, hubs.count()));
        if (port.isEmpty()) {
            return null;
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("idempotency-key", key);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException gone) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}

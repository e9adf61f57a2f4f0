package io.granger.hub;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that each have one task at one hub at a time, and the next one at once when it ended. */
final class ModeLoad implements AutoCloseable {
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();

    private ModeLoad() {}

    /** Starts so many clients at each of these hubs, for tasks of one capability. */
    static ModeLoad start(List<LiveHub> hubs, int clientsEach, String capability) {
        var load = new ModeLoad();
        for (var hub : hubs) {
            for (int i = 0; i < clientsEach; i++) {
                var web = new WebSide(hub);
                load.clients.add(Thread.ofPlatform().daemon().start(() -> load.work(web, capability)));
            }
        }
        return load;
    }

    private void work(WebSide web, String capability) {
        while (!isOver.get()) {
            var task = Spokes.task(capability).put("key", "key-" + next.getAndIncrement());
            var reply = web.send(
                    "POST", "/v1/tasks", task.put("deadlineMs", 120_000).encode(), Map.of("prefer", "wait=60"));
            boolean isDone =
                    reply.status() < 300 && reply.json().getString("state").equals("completed");
            (isDone ? completed : failed).incrementAndGet();
        }
    }

    /** Waits until so many more tasks were completed. */
    void awaitMore(long tasks) {
        long from = completed.get();
        LiveHub.eventually().until(() -> completed.get() - from >= tasks || failed.get() > 0);
    }

    /** Tasks that were completed. */
    long completed() {
        return completed.get();
    }

    /** Tasks that were refused or ended otherwise. */
    long failed() {
        return failed.get();
    }

    /** Ends the clients; completes when their last tasks have ended. */
    @Override
    public void close() {
        isOver.set(true);
        for (var client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What an operator asks a hub for. */
    record Move(String operation, JsonObject body, String modeAfter) {
        private static final JsonObject REASON = new JsonObject().put("reason", "measured");

        private static Move set(String mode) {
            return new Move("PUT /v1/routing", REASON.copy().put("mode", mode).put("override", true), mode);
        }

        /** All modes, a stop and its end; no two neighbours have the same mode, nor have the last and the first. */
        static List<Move> round() {
            var canary = set("canary");
            canary.body().put("share", .5);
            return List.of(
                    set("shadow"),
                    canary,
                    set("rl"),
                    new Move("POST /v1/routing/stop", REASON.copy(), "heuristic"),
                    new Move("PUT /v1/routing", REASON.copy().put("resume", true), "rl"),
                    set("heuristic"));
        }

        /** Asks for it; returns when the answer is there. */
        void at(LiveHub hub) {
            var words = operation.split(" ", 2);
            var answer = hub.http(words[0], words[1], body, "");
            if (!modeAfter.equals(answer.getString("mode"))) {
                throw new IllegalStateException("mode must be " + modeAfter + ", the hub says " + answer.encode());
            }
        }
    }
}

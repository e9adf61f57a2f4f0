package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusals that depend on what the hub already has: bounds, keys, a stop under way. */
class LoadErrorsTest {
    private static final String MEMORY = "store: {durability: memory}\n";

    @TempDir
    Path directory;

    private static JsonObject refused(LiveHub hub, String operation, JsonObject body, int status) {
        return refused(hub, operation, body, new DeliveryOptions(), status);
    }

    private static JsonObject refused(
            LiveHub hub, String operation, JsonObject body, DeliveryOptions options, int status) {
        var failure = catchThrowableOfType(ReplyException.class, () -> hub.ask(operation, body, options));
        assertThat(failure).isNotNull();
        assertThat(failure.failureCode()).as(failure.getMessage()).isEqualTo(status);
        return new JsonObject(failure.getMessage()).getJsonObject("error");
    }

    private static void assertRefused(LiveHub hub, JsonObject task, int status, String code) {
        var before = Figures.of(hub);
        var error = refused(hub, "tasks.submit", task, status);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getLong("retryAfter")).isPositive();
        var reply = new WebSide(hub).post("/v1/tasks", task);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.json().getString("code")).isEqualTo(code);
        assertThat(Long.parseLong(reply.retryAfter())).isPositive();
        assertThat(Figures.of(hub)).isEqualTo(before);
    }

    @Test
    void openTasksAtTheirBound_overloaded_untilOneEnds() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY + "tasks: {maxOpen: 1}")) {
            var task = Spokes.task("later").put("wait", true);
            var first = hub.ask("tasks.submit", task).getString("taskId");

            assertRefused(hub, task, 503, "overloaded");

            hub.ask("tasks.cancel", new JsonObject().put("taskId", first));
            assertThat(hub.ask("tasks.submit", task).getString("state")).isEqualTo("waiting");
        }
    }

    @Test
    void waitingTasksAtTheirBound_overloaded() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY + "tasks: {maxQueued: 1}")) {
            var task = Spokes.task("later").put("wait", true);
            hub.ask("tasks.submit", task);

            assertRefused(hub, task, 503, "overloaded");
        }
    }

    @Test
    void waitingTasks_lessUrgentOnes_leaveRoomForUrgentOnes() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY + "tasks: {maxQueued: 5}")) {
            var lowest = Spokes.task("later").put("wait", true).put("priority", 5);
            for (int i = 0; i < 3; i++) {
                hub.ask("tasks.submit", lowest);
            }

            assertRefused(hub, lowest, 503, "overloaded");
            var urgent = lowest.copy().put("priority", 1);
            hub.ask("tasks.submit", urgent);
            hub.ask("tasks.submit", urgent);
            assertRefused(hub, urgent, 503, "overloaded");
            assertThat(new WebSide(hub).get("/metrics").text()).contains("granger_shed_total{reason=\"waiting\"} 4.0");
        }
    }

    @Test
    void linesTooLongForTheDeadline_overloaded_thoughLongerTimesAreTaken() throws IOException {
        var nowMs = new AtomicLong(1_793_000_000_000L);
        try (var hub = LiveHub.start(directory, MEMORY, nowMs::get)) {
            var open = new ConcurrentLinkedDeque<Promise<JsonObject>>();
            var isOver = new AtomicBoolean();
            hub.spoke(Spokes.named("narrow", Spokes.can("work")).put("concurrency", 1), call -> {
                Promise<JsonObject> answer = Promise.promise();
                open.add(answer);
                if (isOver.get()) {
                    answer.tryComplete(Spokes.output("done"));
                }
                return answer.future();
            });
            var task = Spokes.task("work").put("deadlineMs", 3_600_000);
            for (int i = 0; i < 5; i++) {
                hub.ask("tasks.submit", task);
            }
            // One slot is given every 10 s; four wait, so a newcomer is the fourth after the next.
            LiveHub.eventually().until(() -> open.size() == 1);
            nowMs.addAndGet(10_000);
            open.remove().complete(Spokes.output("done"));
            LiveHub.eventually().until(() -> open.size() == 1);

            var error = refused(hub, "tasks.submit", task.copy().put("deadlineMs", 10_000), 503);

            assertThat(error.getString("message")).contains("wait about", "deadline of 10000 ms");
            assertThat(error.getLong("retryAfter")).isGreaterThan(1);
            assertThat(hub.ask("tasks.submit", task).getString("state")).isEqualTo("waiting");
            // What is in flight must end, now and when its turn comes: with this clock the hub would wait for it for
            // ever.
            isOver.set(true);
            open.forEach(answer -> answer.tryComplete(Spokes.output("done")));
        }
    }

    @Test
    void stopUnderWay_stopping_whileCallsInFlightEnd() throws IOException {
        var hub = LiveHub.start(directory, MEMORY);
        Promise<JsonObject> slow = Promise.promise();
        var called = new CompletableFuture<Void>();
        hub.spoke(Spokes.named("slow", Spokes.can("wait")), call -> {
            called.complete(null);
            return slow.future();
        });
        hub.ask("tasks.submit", Spokes.task("wait"));
        called.join();
        // The requests below must come while it drains, so it drains until the call below is answered.
        var closed = hub.hub().close(600_000);

        assertRefused(hub, Spokes.task("wait"), 503, "stopping");
        assertThat(new WebSide(hub).get("/health/ready").status()).isEqualTo(503);
        assertThat(new WebSide(hub).get("/health/live").status()).isEqualTo(200);

        slow.complete(Spokes.output("done"));
        LiveHub.wait(closed);
    }

    @Test
    void spokesAtTheirBound_registrationQuota() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY + "spokes: {leaseMs: 3600000}")) {
            for (int from = 0; from < 20_000; from += 500) {
                var answers = new ArrayList<Future<?>>();
                for (int i = from; i < from + 500; i++) {
                    var spoke = Spokes.named("s" + i, Spokes.can("c" + i % 500));
                    answers.add(hub.vertx().eventBus().request("granger.spokes.register", spoke));
                }
                LiveHub.wait(Future.all(answers));
            }

            var error = refused(hub, "spokes.register", Spokes.named("more", Spokes.can("c")), 429);

            assertThat(error.getString("code")).isEqualTo("registration-quota");
            assertThat(error.getString("message")).contains("20000");
            assertThat(hub.ask("spokes.register", Spokes.named("s0", Spokes.can("c0")))
                            .getString("spokeId"))
                    .isEqualTo("s0@1.0.0#spoke.s0");
        }
    }

    @Test
    void sameKey_sameBodyIsTheFirstTask_anotherBodyIsAConflict() throws IOException {
        var key = new DeliveryOptions().addHeader("idempotency-key", "once");
        var header = Map.of("idempotency-key", "once");
        String first;
        try (var hub = LiveHub.start(directory, "")) {
            hub.spoke("reader", "read", call -> Spokes.output("read"));
            var web = new WebSide(hub);
            var accepted = hub.ask("tasks.submit", Spokes.task("read"), key);
            first = accepted.getString("taskId");
            assertThat(accepted.getBoolean("replayed")).isFalse();
            var again = web.send("POST", "/v1/tasks", Spokes.task("read").encode(), header);
            assertThat(again.json().getString("taskId")).isEqualTo(first);
            assertThat(again.json().getBoolean("replayed")).isTrue();
            var other = Spokes.task("read").put("priority", 1);

            var error = refused(hub, "tasks.submit", other, key, 409);

            assertThat(error.getString("code")).isEqualTo("idempotency-conflict");
            var reply = web.send("POST", "/v1/tasks", other.encode(), header);
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.json().getString("code")).isEqualTo("idempotency-conflict");
            assertThat(hub.ask("tasks.list", new JsonObject()).getJsonArray("tasks"))
                    .hasSize(1);
        }
        try (var hub = LiveHub.start(directory, "")) {
            hub.spoke("reader", "read", call -> Spokes.output("read"));
            assertThat(hub.ask("tasks.submit", Spokes.task("read"), key).getString("taskId"))
                    .isEqualTo(first);
            assertThat(refused(hub, "tasks.submit", Spokes.task("read | read"), key, 409)
                            .getString("code"))
                    .isEqualTo("idempotency-conflict");
        }
    }

    @Test
    void sameKey_atTheSameTime_makesOneTask() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            hub.spoke("reader", "read", call -> Spokes.output("read"));
            var key = new DeliveryOptions().addHeader("idempotency-key", "once");
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < 50; i++) {
                answers.add(hub.vertx()
                        .eventBus()
                        .<JsonObject>request("granger.tasks.submit", Spokes.task("read"), key)
                        .map(m -> m.body().getString("taskId")));
            }
            LiveHub.wait(Future.all(answers));

            assertThat(answers.stream().map(Future::result).distinct()).hasSize(1);
            assertThat(hub.ask("tasks.list", new JsonObject()).getJsonArray("tasks"))
                    .hasSize(1);
        }
    }
}

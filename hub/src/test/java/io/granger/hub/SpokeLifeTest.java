package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spokes that come, stay silent, drain and leave while they have work. */
class SpokeLifeTest {
    private static final String PLAIN = "store: {durability: memory}\nexploration: {floor: 0}\n"
            + "routing: {heuristic: fixed-order}\nretry: {maxAttempts: 1, backoffMs: 1, backoffMaxMs: 1}\n";

    @TempDir
    Path directory;

    /** Registers once and never again. */
    private static void once(LiveHub hub, JsonObject spoke, Promise<JsonObject> answer, Runnable called) {
        hub.vertx().eventBus().<JsonObject>consumer(spoke.getString("address"), message -> {
            called.run();
            answer.future().onSuccess(message::reply);
        });
        hub.ask("spokes.register", spoke);
    }

    private static String state(LiveHub hub, String name) {
        return hub.ask("spokes.get", new JsonObject().put("spokeId", name)).getString("state");
    }

    /** Time goes by while the hub is awake: it looks at its clock all along. */
    private static void pass(LiveHub hub, AtomicLong nowMs, long ms) {
        for (long passed = 0; passed < ms; passed += 500) {
            nowMs.addAndGet(500);
            hub.ask("spokes.list", new JsonObject());
        }
    }

    @Test
    void leaseRunsOut_itsCallGoesElsewhere_andItsLateAnswerIsNoResult() throws IOException {
        var nowMs = new AtomicLong(1_793_000_000_000L);
        try (var hub = LiveHub.start(directory, PLAIN + "spokes: {leaseMs: 6000}", nowMs::get)) {
            Promise<JsonObject> late = Promise.promise();
            var called = new CompletableFuture<Void>();
            once(hub, Spokes.named("a-mute", Spokes.can("work")), late, () -> called.complete(null));
            hub.spoke("b-loud", "work", call -> Spokes.output("loud"));
            var taskId = hub.ask("tasks.submit", Spokes.task("work").put("deadlineMs", 3_600_000))
                    .getString("taskId");
            called.join();

            // The loud one is heard of half way, the mute one is not.
            pass(hub, nowMs, 3_000);
            hub.ask("spokes.heartbeat", new JsonObject().put("spokeId", "b-loud@1.0.0#spoke.b-loud"));
            pass(hub, nowMs, 3_000);
            var view = hub.end(taskId);
            late.complete(Spokes.output("late"));

            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("loud");
            var rows = Spokes.decisions(hub, view.getString("taskId"));
            assertThat(rows)
                    .extracting(r -> r.getString("cause"))
                    .containsExactly("spoke-left", "spoke-left", "goal", "goal");
            assertThat(state(hub, "a-mute")).isEqualTo("lost");
            var again = hub.ask("tasks.get", new JsonObject().put("taskId", view.getString("taskId")));
            assertThat(again.getJsonObject("result").getString("text")).isEqualTo("loud");
            // Its name is free once it is lost.
            hub.ask(
                    "spokes.register",
                    Spokes.named("a-mute", Spokes.can("work")).put("address", "spoke.other"));
        }
    }

    @Test
    void drain_letsWorkInFlightEnd_takesNoMore_thenLeaves() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            Promise<JsonObject> answer = Promise.promise();
            var called = new CompletableFuture<Void>();
            once(hub, Spokes.named("one", Spokes.can("work")), answer, () -> called.complete(null));
            var taskId = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
            called.join();

            Future<?> goodbye = hub.vertx()
                    .eventBus()
                    .request("granger.spokes.deregister", new JsonObject().put("spokeId", "one@1.0.0#spoke.one"));
            LiveHub.eventually().until(() -> state(hub, "one").equals("draining"));
            assertThatThrownBy(() -> hub.ask("tasks.submit", Spokes.task("work")))
                    .hasMessageContaining("no-chain");
            assertThat(goodbye.isComplete()).isFalse();
            answer.complete(Spokes.output("done"));

            LiveHub.wait(goodbye);
            var view = hub.end(taskId);
            assertThat(view.getString("state")).isEqualTo("completed");
            assertThatThrownBy(() -> state(hub, "one")).hasMessageContaining("spoke-unknown");
        }
    }

    @Test
    void goodbyeWithoutDrain_itsCallGoesElsewhereAtOnce() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var called = new CompletableFuture<Void>();
            once(hub, Spokes.named("a-mute", Spokes.can("work")), Promise.promise(), () -> called.complete(null));
            hub.spoke("b-loud", "work", call -> Spokes.output("loud"));
            var taskId = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
            called.join();

            hub.ask(
                    "spokes.deregister",
                    new JsonObject().put("spokeId", "a-mute@1.0.0#spoke.a-mute").put("drain", false));

            var view = hub.end(taskId);
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("loud");
        }
    }

    @Test
    void nobodyListens_isUnavailable_andAnotherSpokeIsAsked() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            hub.ask("spokes.register", Spokes.named("a-gone", Spokes.can("work")));
            hub.spoke("b-loud", "work", call -> Spokes.output("loud"));

            var view = hub.run(Spokes.task("work"));

            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("loud");
            assertThat(view.getJsonArray("steps").getJsonObject(0).getString("outcome"))
                    .isEqualTo("unavailable");
        }
    }

    @Test
    void spokeComes_waitingTaskStartsAtOnce() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var taskId = hub.ask("tasks.submit", Spokes.task("work").put("wait", true))
                    .getString("taskId");
            assertThat(hub.ask("tasks.get", new JsonObject().put("taskId", taskId))
                            .getJsonObject("waiting")
                            .getString("reason"))
                    .isEqualTo("no-spoke");

            hub.spoke("one", "work", call -> Spokes.output("done"));

            assertThat(hub.end(taskId).getString("state")).isEqualTo("completed");
        }
    }
}

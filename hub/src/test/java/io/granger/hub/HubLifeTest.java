package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.hub.verticle.EventLog;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubLifeTest {
    private static final String MEMORY = "store: {durability: memory}";

    @TempDir
    Path directory;

    private static JsonObject output(String text) {
        return new JsonObject().put("output", new JsonObject().put("text", text));
    }

    private static JsonObject task(String steps) {
        return new JsonObject().put("steps", steps).put("input", new JsonObject().put("text", "in"));
    }

    @Test
    void run_oneStep_twoRowsAndItsOutput() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            hub.spoke(
                    "upper",
                    "shout",
                    call -> output(call.getJsonObject("input").getString("text").toUpperCase()));

            var view = hub.run(task("shout"));

            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("IN");
            var decisions = hub.ask("decisions.get", new JsonObject().put("taskId", view.getString("taskId")))
                    .getJsonArray("decisions");
            assertThat(decisions.stream().map(d -> ((JsonObject) d).getString("level")))
                    .containsExactly("option", "step");
            assertThat(decisions.getJsonObject(0).getBoolean("terminated")).isTrue();
        }
    }

    /** For one that listens, all events of all tasks are made and carried. */
    @Test
    void start_nobodyAskedForEvents_nobodyListensToThem() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            var noise = hub.vertx().eventBus().request(EventLog.ALL, new JsonObject());
            assertThatThrownBy(() -> LiveHub.wait(noise))
                    .isInstanceOfSatisfying(
                            ReplyException.class,
                            e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
        }
    }

    @Test
    void run_firstSpokeFailsOnce_recovers() throws IOException {
        try (var hub = LiveHub.start(directory, "retry: {backoffMs: 1, backoffMaxMs: 2}\n" + MEMORY)) {
            var calls = new AtomicInteger();
            hub.spoke(
                    "flaky",
                    "shout",
                    call -> calls.getAndIncrement() == 0
                            ? new JsonObject()
                                    .put(
                                            "error",
                                            new JsonObject()
                                                    .put("class", "unavailable")
                                                    .put("message", "not now")
                                                    .put("retryable", true))
                            : output("OK"));

            var view = hub.run(task("shout"));

            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(view.getBoolean("recovered")).isTrue();
            assertThat(view.getJsonArray("steps")).hasSize(2);
        }
    }

    @Test
    void submit_nobodyServesIt_noChain() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            assertThatThrownBy(() -> hub.ask("tasks.submit", task("shout"))).hasMessageContaining("no-chain");
        }
    }

    @Test
    void restart_taskWaits_goesOnWhenASpokeComes() throws IOException {
        String taskId;
        try (var hub = LiveHub.start(directory, "")) {
            taskId = hub.ask("tasks.submit", task("shout").put("wait", true).put("deadlineMs", 3_600_000))
                    .getString("taskId");
        }
        try (var hub = LiveHub.start(directory, "")) {
            hub.spoke("upper", "shout", call -> output("AFTER"));

            var view = hub.end(taskId);

            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("AFTER");
        }
    }

    @Test
    void run_twoSteps_outputBecomesInput() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            hub.spoke(
                    "upper",
                    "shout",
                    call -> output(call.getJsonObject("input").getString("text").toUpperCase()));
            hub.spoke(
                    "twice",
                    "double",
                    call -> output(call.getJsonObject("input").getString("text").repeat(2)));

            var view = hub.run(task("shout | double"));

            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("ININ");
            assertThat(view.getJsonArray("chain"))
                    .isEqualTo(new JsonArray().add("shout").add("double"));
        }
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that finds what another one left in the middle of its work. A copy of the store, taken while a call is under way,
 * stands for the data directory of a hub that was killed at that moment.
 */
class RestartTest {
    @TempDir
    Path directory;

    private static JsonObject id(String taskId) {
        return new JsonObject().put("taskId", taskId);
    }

    /** Submits a task to a hub whose spoke never answers, and leaves its store for the next hub. */
    private String leaveInTheMiddle(String effects, JsonObject task) throws IOException {
        try (var hub = LiveHub.start(directory.resolve("first"), "")) {
            var called = new CompletableFuture<Void>();
            hub.spoke("reader", "read", call -> Spokes.output("read " + Spokes.text(call)));
            hub.spoke(Spokes.named("mute", Spokes.can("pay").put("effects", effects)), call -> {
                called.complete(null);
                return Promise.<JsonObject>promise().future();
            });
            var taskId = hub.ask("tasks.submit", task).getString("taskId");
            called.join();
            var copy = Path.of(hub.ask("admin.backup", new JsonObject().put("file", "copy.db"))
                    .getString("file"));
            var data = Files.createDirectories(directory.resolve("second/data"));
            Files.copy(copy, data.resolve("granger.db"));
            hub.ask("tasks.cancel", id(taskId));
            return taskId;
        }
    }

    @Test
    void callUnderWay_isTakenOverUnderTheSameStepId() throws IOException {
        var taskId = leaveInTheMiddle("keyed", Spokes.task("read | pay").put("deadlineMs", 3_600_000));
        try (var hub = LiveHub.start(directory.resolve("second"), "")) {
            var keys = new CompletableFuture<String>();
            hub.spoke(Spokes.named("payer", Spokes.can("pay").put("effects", "keyed")), call -> {
                keys.complete(call.getString("effectKey") + " " + call.getString("attemptId"));
                return io.vertx.core.Future.succeededFuture(Spokes.output("paid " + Spokes.text(call)));
            });

            var view = hub.end(taskId);

            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(view.getInteger("epoch")).isEqualTo(2);
            // What was done before is not done again.
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("paid read in");
            assertThat(keys.join()).isEqualTo(taskId + ".2 " + taskId + ".2.2-1");
            var rows = Spokes.decisions(hub, taskId);
            assertThat(rows)
                    .extracting(r -> r.getString("decisionId").substring(taskId.length()))
                    .containsExactly(".1-1", ".1-2", ".1-3", ".2-1", ".2-2");
            assertThat(rows)
                    .extracting(r -> r.getString("cause"))
                    .containsExactly("owner-lost", "goal", "owner-lost", "goal", "goal");
            assertThat(rows)
                    .extracting(r -> r.getBoolean("truncated"))
                    .containsExactly(true, false, true, false, false);
            assertThat(rows).noneMatch(r -> r.containsKey("open"));
        }
    }

    @Test
    void callUnderWay_isGivenWhatIsLeftOfTheDeadline() throws IOException {
        var taskId = leaveInTheMiddle("none", Spokes.task("pay").put("deadlineMs", 3_600_000));
        long laterMs = System.currentTimeMillis() + 3_000_000;
        try (var hub = LiveHub.start(directory.resolve("second"), "", () -> laterMs)) {
            var leftMs = new CompletableFuture<Long>();
            hub.spoke(Spokes.named("payer", Spokes.can("pay")), call -> {
                leftMs.complete(call.getLong("deadlineMs"));
                return io.vertx.core.Future.succeededFuture(Spokes.output("paid"));
            });

            assertThat(hub.end(taskId).getString("state")).isEqualTo("completed");
            // An hour less fifty minutes, less what the first hub took.
            assertThat(leftMs.join()).isBetween(1L, 600_000L);
        }
    }

    @Test
    void unsafeCallUnderWay_waitsForAPersonAlsoAfterYetAnotherRestart() throws IOException {
        var taskId = leaveInTheMiddle("unsafe", Spokes.task("pay | read").put("deadlineMs", 3_600_000));
        for (int i = 0; i < 2; i++) {
            try (var hub = LiveHub.start(directory.resolve("second"), "")) {
                var view = hub.ask("tasks.get", id(taskId));
                assertThat(view.getJsonObject("waiting").getString("reason")).isEqualTo("needs-decision");
                assertThat(view.getString("why")).contains("pay", "resolve");
            }
        }
        try (var hub = LiveHub.start(directory.resolve("second"), "")) {
            hub.spoke("reader", "read", call -> Spokes.output("read " + Spokes.text(call)));
            hub.ask("tasks.resolve", id(taskId).put("done", true).put("output", new JsonObject().put("text", "paid")));

            var ended = hub.end(taskId);

            assertThat(ended.getJsonObject("result").getString("text")).isEqualTo("read paid");
            assertThat(Spokes.decisions(hub, taskId)).noneMatch(r -> r.containsKey("open"));
        }
    }

    @Test
    void deadlinePassedWhileNobodyRan_failsAtOnce() throws IOException {
        var taskId = leaveInTheMiddle("none", Spokes.task("pay").put("deadlineMs", 3_600_000));
        // The next hub starts two hours later.
        try (var hub = LiveHub.start(directory.resolve("second"), "", () -> System.currentTimeMillis() + 7_200_000)) {
            var view = hub.end(taskId);

            assertThat(view.getString("state")).isEqualTo("failed");
            assertThat(view.getJsonObject("error").getString("code")).isEqualTo("deadline");
        }
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that must not be repeated while nobody knows what became of them. */
class UnsafeStepTest {
    private static final String PLAIN = "store: {durability: memory}\nexploration: {floor: 0}\n"
            + "routing: {heuristic: fixed-order}\nretry: {maxAttempts: 1, backoffMs: 1, backoffMaxMs: 1}\n";

    @TempDir
    Path directory;

    /** A spoke that never answers. */
    private static void mute(LiveHub hub, String name, JsonObject capability) {
        hub.spoke(
                Spokes.named(name, capability),
                call -> Promise.<JsonObject>promise().future());
    }

    private static JsonObject id(String taskId) {
        return new JsonObject().put("taskId", taskId);
    }

    private static JsonObject view(LiveHub hub, String taskId) {
        return hub.ask("tasks.get", id(taskId));
    }

    private static JsonObject end(LiveHub hub, String taskId) {
        return hub.end(taskId);
    }

    @Test
    void unsafeStep_timedOut_waitsForAPerson_whoSaysItWasDone() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            mute(hub, "payer", Spokes.can("pay").put("effects", "unsafe"));
            hub.spoke("clerk", "file", call -> Spokes.output("filed " + Spokes.text(call)));
            var taskId = submitUnsafe(hub);

            var view = view(hub, taskId);
            assertThat(view.getJsonObject("waiting").getString("reason")).isEqualTo("needs-decision");
            assertThat(view.getString("why")).contains("pay", "resolve");
            hub.ask(
                    "tasks.resolve",
                    id(taskId).put("done", true).put("output", new JsonObject().put("text", "paid by hand")));

            var ended = end(hub, taskId);
            assertThat(ended.getString("state")).isEqualTo("completed");
            assertThat(ended.getJsonObject("result").getString("text")).isEqualTo("filed paid by hand");
        }
    }

    @Test
    void unsafeStep_answerThatCannotBeUsed_waitsForAPerson() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var malformed = new JsonObject().put("output", new JsonObject()).put("quality", 7);
            hub.spoke(
                    Spokes.named("payer", Spokes.can("pay").put("effects", "unsafe")),
                    call -> Future.succeededFuture(malformed));
            hub.spoke("clerk", "file", call -> Spokes.output("filed"));
            var task = Spokes.task(Spokes.step("pay"), Spokes.step("file"));
            var taskId = hub.ask("tasks.submit", task).getString("taskId");
            LiveHub.eventually()
                    .until(() -> !view(hub, taskId).getString("state").equals("running"));

            assertThat(view(hub, taskId).getJsonObject("waiting").getString("reason"))
                    .isEqualTo("needs-decision");
            assertThat(view(hub, taskId).getString("why")).contains("malformed");
        }
    }

    private static String submitUnsafe(LiveHub hub) {
        var task = Spokes.task(Spokes.step("pay").put("timeoutMs", 50), Spokes.step("file"));
        var taskId = hub.ask("tasks.submit", task).getString("taskId");
        LiveHub.eventually().until(() -> view(hub, taskId).getString("state").equals("waiting"));
        return taskId;
    }

    @Test
    void unsafeStep_redo_isAskedOfThePersonAgain_underTheSameEffectKey() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var keys = new CopyOnWriteArrayList<String>();
            var called = new CompletableFuture<Void>();
            var payer = Spokes.named("payer", Spokes.can("pay").put("effects", "unsafe"));
            hub.spoke(payer, call -> {
                keys.add(call.getString("effectKey"));
                called.complete(null);
                return keys.size() < 2
                        ? Promise.<JsonObject>promise().future()
                        : Future.succeededFuture(Spokes.output("paid"));
            });
            hub.spoke("clerk", "file", call -> Spokes.output("filed " + Spokes.text(call)));
            var taskId = hub.ask("tasks.submit", Spokes.task("pay | file")).getString("taskId");
            called.join();
            // It goes without an answer, and comes back.
            hub.ask(
                    "spokes.deregister",
                    new JsonObject().put("spokeId", "payer@1.0.0#spoke.payer").put("drain", false));
            hub.ask("spokes.register", payer);
            LiveHub.eventually()
                    .until(() -> view(hub, taskId).getString("state").equals("waiting"));

            hub.ask("tasks.resolve", id(taskId).put("done", false).put("redo", true));

            var ended = end(hub, taskId);
            assertThat(ended.getJsonObject("result").getString("text")).isEqualTo("filed paid");
            assertThat(keys).containsExactly(taskId + ".1", taskId + ".1");
            assertThat(ended.getJsonArray("steps").getJsonObject(1).getInteger("attempt"))
                    .isEqualTo(2);
        }
    }

    @Test
    void unsafeStep_notDoneAndNotRedone_isRecoveredFrom() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            mute(hub, "payer", Spokes.can("pay").put("effects", "unsafe"));
            hub.spoke("clerk", "file", call -> Spokes.output("filed"));
            var taskId = submitUnsafe(hub);

            hub.ask("tasks.resolve", id(taskId).put("done", false));

            assertThat(end(hub, taskId).getString("state")).isEqualTo("dead");
            assertThat(Spokes.decisions(hub, taskId))
                    .extracting(r -> r.getString("level"))
                    .containsExactly("option", "step", "recovery");
        }
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that wait for a free slot. */
class QueueTest {
    private static final String PLAIN = "store: {durability: memory}\nexploration: {floor: 0}\n"
            + "routing: {heuristic: fixed-order}\nretry: {maxAttempts: 1, backoffMs: 1, backoffMaxMs: 1}\n";

    @TempDir
    Path directory;

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
    void queue_oneSlot_isServedByPriorityThenAge() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var calls = new ConcurrentLinkedDeque<Promise<JsonObject>>();
            var order = new CopyOnWriteArrayList<String>();
            hub.spoke(Spokes.named("narrow", Spokes.can("work")).put("concurrency", 1), call -> {
                order.add(Spokes.text(call));
                Promise<JsonObject> answer = Promise.promise();
                calls.add(answer);
                return answer.future();
            });
            var ids = new ArrayList<String>();
            for (var task : List.of("first 3", "a 5", "b 3", "c 1", "d 3", "e 1", "f 2")) {
                var body = Spokes.task("work")
                        .put("input", new JsonObject().put("text", task))
                        .put("priority", Integer.parseInt(task.substring(task.length() - 1)));
                ids.add(hub.ask("tasks.submit", body).getString("taskId"));
            }
            assertThat(view(hub, ids.get(1)).getJsonObject("waiting").getString("reason"))
                    .isEqualTo("concurrency");

            for (int i = 0; i < ids.size(); i++) {
                int sent = i + 1;
                LiveHub.eventually().until(() -> order.size() == sent && !calls.isEmpty());
                calls.remove().complete(Spokes.output("done"));
            }
            ids.forEach(taskId -> end(hub, taskId));

            assertThat(order).containsExactly("first 3", "c 1", "e 1", "f 2", "b 3", "d 3", "a 5");
        }
    }

    @Test
    void queue_headWantsABusySpoke_anotherTaskGetsTheFreeOne() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var open = new ConcurrentLinkedDeque<Promise<JsonObject>>();
            for (var name : List.of("one", "two")) {
                hub.spoke(Spokes.named(name, Spokes.can("work")).put("concurrency", 1), call -> {
                    Promise<JsonObject> answer = Promise.promise();
                    if (name.equals("two")) {
                        open.add(answer);
                    }
                    return answer.future();
                });
            }
            var only = new JsonArray().add("one");
            hub.ask("tasks.submit", Spokes.task("work").put("only", only));
            var other = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
            hub.ask("tasks.submit", Spokes.task("work").put("only", only).put("priority", 1));
            var next = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
            LiveHub.eventually().until(() -> open.size() == 1);

            open.remove().complete(Spokes.output("done"));

            assertThat(end(hub, other).getString("state")).isEqualTo("completed");
            // In the same turn, not when the hub next asks every waiting task again.
            assertThat(view(hub, next).getString("state")).isEqualTo("running");
            LiveHub.eventually().until(() -> open.size() == 1);
            open.remove().complete(Spokes.output("done"));
            assertThat(end(hub, next).getString("state")).isEqualTo("completed");
        }
    }

    @Test
    void queue_slotSharedByTwoCapabilities_theOtherOneHasItsTurnAtOnce() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var open = new ConcurrentLinkedDeque<Promise<JsonObject>>();
            var order = new CopyOnWriteArrayList<String>();
            hub.spoke(Spokes.named("both", Spokes.can("a"), Spokes.can("b")).put("concurrency", 1), call -> {
                order.add(call.getString("capability"));
                Promise<JsonObject> answer = Promise.promise();
                open.add(answer);
                return answer.future();
            });
            var ids = new ArrayList<String>();
            for (var steps : List.of("a", "a", "a", "b")) {
                ids.add(hub.ask("tasks.submit", Spokes.task(steps)).getString("taskId"));
            }

            for (int i = 0; i < ids.size(); i++) {
                LiveHub.eventually().until(() -> !open.isEmpty());
                open.remove().complete(Spokes.output("done"));
            }
            ids.forEach(taskId -> end(hub, taskId));

            assertThat(order).containsExactly("a", "b", "a", "a");
        }
    }

    @Test
    void queue_crowdOfOnePipeline_anotherIsNextInTurn() throws IOException {
        var pipelines = Files.createDirectories(directory.resolve("conf/pipelines"));
        for (var name : List.of("crowd", "quiet")) {
            Files.writeString(
                    pipelines.resolve(name + ".yaml"),
                    "name: " + name + "\nversion: 1.0.0\naccepts: text/plain\nalternatives: [[work]]\n");
        }
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var open = new ConcurrentLinkedDeque<Promise<JsonObject>>();
            var order = new CopyOnWriteArrayList<String>();
            hub.spoke(Spokes.named("narrow", Spokes.can("work")).put("concurrency", 1), call -> {
                order.add(Spokes.text(call));
                Promise<JsonObject> answer = Promise.promise();
                open.add(answer);
                return answer.future();
            });
            for (var name : List.of("crowd", "crowd", "crowd", "crowd", "quiet")) {
                hub.ask(
                        "tasks.submit",
                        new JsonObject().put("pipeline", name).put("input", new JsonObject().put("text", name)));
            }

            for (int i = 0; i < 5; i++) {
                int sent = i + 1;
                LiveHub.eventually().until(() -> order.size() == sent && !open.isEmpty());
                open.remove().complete(Spokes.output("done"));
            }

            assertThat(order).containsExactly("crowd", "crowd", "quiet", "crowd", "crowd");
        }
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can become of a step: time-outs, cancels, queues, failures and what follows them. */
class StepLifeTest {
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

    private static String outcome(JsonObject view, int step) {
        return view.getJsonArray("steps").getJsonObject(step).getString("outcome");
    }

    @Test
    void cancel_callUnderWay_closesAllAsTruncated_evenTwiceAtOnce() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            mute(hub, "mute", Spokes.can("work"));
            var taskId = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");

            var cancels = new ArrayList<Future<JsonObject>>();
            for (int i = 0; i < 5; i++) {
                cancels.add(hub.vertx()
                        .eventBus()
                        .<JsonObject>request("granger.tasks.cancel", id(taskId))
                        .map(m -> m.body()));
            }
            LiveHub.wait(Future.all(cancels));

            assertThat(cancels).allMatch(c -> c.result().getString("state").equals("cancelled"));
            assertThat(view(hub, taskId).getString("state")).isEqualTo("cancelled");
            assertThat(hub.ask("tasks.cancel", id(taskId)).getString("state")).isEqualTo("cancelled");
            assertThat(Spokes.decisions(hub, taskId)).hasSize(2).allSatisfy(row -> {
                assertThat(row.getBoolean("truncated")).isTrue();
                assertThat(row.getBoolean("terminated")).isFalse();
                assertThat(row.getString("cause")).isEqualTo("cancelled");
            });
        }
    }

    /** Messages within a process are handed over, not copied: what a receiver does to his is his own affair. */
    @Test
    void messages_emptiedByWhoGotThem_changeNothingHere() throws IOException {
        var calls = new CopyOnWriteArrayList<String>();
        try (var hub = LiveHub.start(directory, PLAIN)) {
            for (var name : List.of("a-vandal", "b-vandal", "c-vandal")) {
                hub.spoke(Spokes.named(name, Spokes.can("work")), call -> {
                    calls.add(call.getJsonObject("input").encode()
                            + call.getJsonObject("taskInput").encode()
                            + call.getJsonObject("features").encode());
                    call.getJsonObject("input").clear();
                    call.getJsonObject("taskInput").clear();
                    call.getJsonObject("features").put("more", 1);
                    return Future.succeededFuture(
                            calls.size() < 3 ? Spokes.failure("transient", false) : Spokes.output("done"));
                });
            }
            var view = hub.run(Spokes.task("work"));
            var taskId = view.getString("taskId");
            view.getJsonObject("result").clear();
            view.getJsonArray("steps").clear();

            assertThat(calls).hasSize(3).containsOnly("{\"text\":\"in\"}{\"text\":\"in\"}{}");
            assertThat(view(hub, taskId).getJsonObject("result").encode()).isEqualTo("{\"text\":\"done\"}");
            assertThat(view(hub, taskId).getJsonArray("steps")).hasSize(3);
        }
    }

    @Test
    void stepTimeout_anotherSpokeTakesOver() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            mute(hub, "a-mute", Spokes.can("work"));
            // Whoever takes over has as long as the mute one: where a busy machine lets its time run out too, the next
            // does.
            for (int i = 1; i <= 9; i++) {
                hub.spoke("b-loud-" + i, "work", call -> Spokes.output("loud"));
            }

            var view = hub.run(Spokes.task(Spokes.step("work").put("timeoutMs", 250)));

            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("loud");
            assertThat(view.getBoolean("recovered")).isTrue();
            int last = view.getJsonArray("steps").size() - 1;
            assertThat(last).isPositive();
            for (int i = 0; i < last; i++) {
                assertThat(outcome(view, i)).isEqualTo("timeout");
            }
            assertThat(outcome(view, last)).isEqualTo("success");
            var rows = Spokes.decisions(hub, view.getString("taskId"));
            assertThat(rows.subList(0, 4))
                    .extracting(r -> r.getString("level"))
                    .containsExactly("option", "step", "recovery", "step");
            assertThat(rows.subList(0, 2))
                    .extracting(r -> r.getString("cause"))
                    .containsExactly("failed-step", "failed-step");
            assertThat(rows.subList(rows.size() - 2, rows.size()))
                    .extracting(r -> r.getString("cause"))
                    .containsExactly("goal", "goal");
            assertThat(rows.get(1).getDouble("reward")).isEqualTo(-1);
        }
    }

    @Test
    void deadline_callUnderWay_failsAndCostsEverything() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            mute(hub, "mute", Spokes.can("work"));

            var view = hub.run(Spokes.task("work").put("deadlineMs", 500));

            assertThat(view.getString("state")).isEqualTo("failed");
            assertThat(view.getJsonObject("error").getString("code")).isEqualTo("deadline");
            assertThat(view.getString("why")).contains("500 ms");
            assertThat(Spokes.decisions(hub, view.getString("taskId")))
                    .hasSize(2)
                    .allSatisfy(row -> {
                        assertThat(row.getBoolean("terminated")).isTrue();
                        assertThat(row.getString("cause")).isEqualTo("deadline");
                        assertThat(row.getDouble("reward")).isEqualTo(-1);
                    });
        }
    }

    @Test
    void deadline_noSpokeEver_failsSayingWhatItWaitedFor() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var view = hub.run(Spokes.task("absent").put("wait", true).put("deadlineMs", 50));

            assertThat(view.getString("state")).isEqualTo("failed");
            assertThat(view.getJsonObject("error").getString("code")).isEqualTo("deadline");
            assertThat(Spokes.decisions(hub, view.getString("taskId"))).isEmpty();
        }
    }

    @Test
    void optionalStep_fails_isSkippedAndItsInputGoesOn() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            hub.spoke("broken", "tidy", call -> Spokes.failure("internal", false));
            hub.spoke("upper", "shout", call -> Spokes.output(Spokes.text(call).toUpperCase()));

            var view = hub.run(Spokes.task(Spokes.step("tidy").put("optional", true), Spokes.step("shout")));

            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("IN");
            assertThat(outcome(view, 1)).isEqualTo("skipped");
            var skip = Spokes.decisions(hub, view.getString("taskId")).get(2);
            assertThat(skip.getJsonArray("candidates")
                            .getJsonObject(skip.getInteger("chosen"))
                            .getString("id"))
                    .isEqualTo("skip");
            assertThat(skip.getInteger("k")).isEqualTo(1);
        }
    }

    @Test
    void firstAlternative_fails_secondStartsFromTheInput() throws IOException {
        var pipelines = Files.createDirectories(directory.resolve("conf/pipelines"));
        Files.writeString(
                pipelines.resolve("documents.yaml"),
                "name: documents\nversion: 1.0.0\naccepts: text/plain\n"
                        + "alternatives:\n  - [extract, index]\n  - [ocr, index]\n");
        try (var hub = LiveHub.start(directory, PLAIN)) {
            hub.spoke("extractor", "extract", call -> Spokes.output("extracted " + Spokes.text(call)));
            hub.spoke("reader", "ocr", call -> Spokes.output("read " + Spokes.text(call)));
            var inputs = new ArrayDeque<String>();
            hub.spoke("lucene", "index", call -> {
                inputs.add(Spokes.text(call));
                return inputs.size() == 1 ? Spokes.failure("resource", false) : Spokes.output(Spokes.text(call));
            });

            var view = hub.run(
                    new JsonObject().put("pipeline", "documents").put("input", new JsonObject().put("text", "in")));

            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(view.getJsonArray("chain"))
                    .isEqualTo(new JsonArray().add("ocr").add("index"));
            assertThat(inputs).containsExactly("extracted in", "read in");
            assertThat(view.getJsonArray("steps").getJsonObject(2).getString("stepId"))
                    .isEqualTo(view.getString("taskId") + ".3");
        }
    }

    @Test
    void badAnswers_areNeverPassedOn() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN.replace("maxAttempts: 1", "maxAttempts: 4"))) {
            hub.spoke("one", "read", call -> Spokes.output("text"));
            var inputs = new CopyOnWriteArrayList<String>();
            var schema = new JsonObject().put("type", "object").put("required", new JsonArray().add("text"));
            hub.spoke(Spokes.named("two", Spokes.can("sum").put("outputSchema", schema)), call -> {
                inputs.add(Spokes.text(call));
                var stale = Spokes.output("stale");
                return Future.succeededFuture(
                        switch (inputs.size()) {
                            case 1 -> stale.mergeIn(Spokes.failure("internal", true));
                            case 2 -> new JsonObject().put("output", new JsonObject().put("stale", true));
                            case 3 -> Spokes.failure("unavailable", true);
                            default -> Spokes.output("sum");
                        });
            });
            hub.spoke(Spokes.named("z-three", Spokes.can("sum")), call -> {
                inputs.add(Spokes.text(call));
                return Future.succeededFuture(Spokes.output("sum"));
            });

            var view = hub.run(Spokes.task("read | sum"));

            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("sum");
            assertThat(inputs).hasSizeGreaterThan(1).allMatch("text"::equals);
        }
    }

    @Test
    void fieldsOfALaterVersion_areIgnoredInWhatSpokesSay() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var spoke = Spokes.named("later", Spokes.can("work").put("colour", "red"))
                    .put("region", "eu");
            hub.spoke(
                    spoke, call -> Future.succeededFuture(Spokes.output("fine").put("mood", "good")));
            var beat =
                    new JsonObject().put("spokeId", "later@1.0.0#spoke.later").put("heat", 20);

            assertThat(hub.ask("spokes.heartbeat", beat).getLong("leaseMs")).isEqualTo(600_000);
            assertThat(hub.run(Spokes.task("work")).getString("state")).isEqualTo("completed");
        }
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand decisions of a hub, heuristic and learned, are repeated without a difference. */
class ReplayedHubTest {
    private static final String YAML = "retry: {maxAttempts: 3, backoffMs: 1, backoffMaxMs: 2, budgetShare: 1}\n"
            + "breaker: {failures: 4, failureShare: 0.9, openMs: 50}\n";
    private static final int DECISIONS = 1_000;
    private static final int AT_ONCE = 50;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Set<String> levels = new HashSet<>();
    private final Set<String> policies = new HashSet<>();

    @Test
    void thousandDecisions_replayWithoutDifference_alsoAfterARestart() throws IOException {
        var pipelines = Files.createDirectories(directory.resolve("conf/pipelines"));
        Files.writeString(
                pipelines.resolve("documents.yaml"),
                "name: documents\nversion: 1.0.0\naccepts: text/plain\n"
                        + "features: [{name: pages, kind: numeric}, {name: title, kind: text}]\n"
                        + "alternatives:\n  - [read, {capability: sum, optional: true}, index]\n"
                        + "  - [scan, index]\n");
        List<String> ids;
        try (var hub = LiveHub.unhurried(directory, YAML)) {
            ids = decisions(hub);
            replayAll(hub, ids);
        }
        assertThat(levels).containsExactlyInAnyOrder("option", "step", "recovery");
        assertThat(policies).contains("auto-0").anyMatch(p -> p.startsWith("heuristic:"));
        try (var hub = LiveHub.unhurried(directory, YAML)) {
            replayAll(hub, ids);
        }
    }

    private List<String> decisions(LiveHub hub) {
        for (var capability : List.of("read", "scan", "sum", "index")) {
            for (var name : List.of("a", "b", "c")) {
                hub.spoke(name + "-" + capability, capability, this::answer);
            }
        }
        var ids = new ArrayList<String>();
        for (var mode : List.of("heuristic", "rl", "shadow", "canary")) {
            var body = new JsonObject().put("mode", mode).put("reason", "test").put("override", true);
            hub.ask("routing.set", mode.equals("canary") ? body.put("share", 0.5) : body);
            int until = ids.size() + DECISIONS / 4;
            while (ids.size() < until) {
                var runs = new ArrayList<Future<JsonObject>>();
                for (int i = 0; i < 10; i++) {
                    runs.add(run(hub, task()));
                }
                LiveHub.wait(Future.all(runs));
                runs.forEach(r -> Spokes.decisions(hub, r.result().getString("taskId"))
                        .forEach(d -> {
                            ids.add(d.getString("decisionId"));
                            levels.add(d.getString("level"));
                            policies.add(d.getString("policy"));
                        }));
            }
        }
        return ids;
    }

    private JsonObject answer(JsonObject call) {
        return switch (random.nextInt(8)) {
            case 0 -> Spokes.failure("unavailable", true);
            case 1 -> Spokes.failure("internal", false);
            default -> Spokes.output("x").put("quality", random.nextDouble()).put("cost", random.nextDouble());
        };
    }

    private JsonObject task() {
        var task = switch (random.nextInt(3)) {
            case 0 -> Spokes.task("read | index");
            case 1 ->
                new JsonObject()
                        .put("pipeline", "documents")
                        .put("input", new JsonObject().put("text", "in"))
                        .put(
                                "features",
                                new JsonObject()
                                        .put("pages", random.nextInt(100))
                                        .put("title", "a b"));
            default ->
                new JsonObject()
                        .put(
                                "goal",
                                new JsonObject()
                                        .put("accepts", "text/plain")
                                        .put("produces", "text/plain")
                                        .put("maxSteps", 2)
                                        .put("through", new io.vertx.core.json.JsonArray().add("sum")))
                        .put("input", new JsonObject().put("text", "in"));
        };
        return task.put(
                "preset", List.of("balanced", "speed", "cost", "quality").get(random.nextInt(4)));
    }

    private static Future<JsonObject> run(LiveHub hub, JsonObject task) {
        var bus = hub.vertx().eventBus();
        Function<JsonObject, Future<JsonObject>> await = accepted -> bus.<JsonObject>request(
                        "granger.tasks.await",
                        new JsonObject()
                                .put("taskId", accepted.getString("taskId"))
                                .put("waitMs", 25_000))
                .map(m -> m.body());
        return bus.<JsonObject>request("granger.tasks.submit", task).compose(m -> await.apply(m.body()));
    }

    private static void replayAll(LiveHub hub, List<String> ids) {
        var bus = hub.vertx().eventBus();
        var replayed = new ArrayList<Future<JsonObject>>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            for (var id : ids.subList(from, Math.min(from + AT_ONCE, ids.size()))) {
                replayed.add(bus.<JsonObject>request("granger.decisions.replay", new JsonObject().put("decisionId", id))
                        .map(m -> m.body()));
            }
            LiveHub.wait(Future.all(replayed));
        }
        assertThat(replayed).hasSizeGreaterThanOrEqualTo(DECISIONS).allSatisfy(r -> {
            assertThat(r.result().getJsonArray("differences"))
                    .as(r.result().encode())
                    .isEmpty();
            assertThat(r.result().getJsonArray("repeated")).contains("masks", "heuristic", "vector", "draw");
        });
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five hundred tasks at once, over the same spokes, with failures and time-outs. */
class ManyTasksTest {
    private static final String YAML =
            "retry: {maxAttempts: 8, backoffMs: 1, backoffMaxMs: 5, budgetShare: 1}\nrouting: {mode: shadow}\n"
                    + "breaker: {failures: 1000, failureShare: 1, openMs: 1}\ntasks: {deadlineMs: 120000}\n";
    private static final int TASKS = 500;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void fiveHundredAtOnce_neverMix_andRowsAreDecisions() throws IOException {
        try (var hub = LiveHub.start(directory, YAML)) {
            for (var name : List.of("one", "two", "three")) {
                hub.spoke(
                        Spokes.named(name, Spokes.can("a"), Spokes.can("b"), Spokes.can("c")),
                        call -> answer(hub, call));
            }
            Map<String, Integer> marks = new HashMap<>();
            var submitted = new ArrayList<Future<String>>();
            for (int i = 0; i < TASKS; i++) {
                submitted.add(submit(hub, i));
            }
            LiveHub.wait(Future.all(submitted));
            for (int i = 0; i < TASKS; i++) {
                marks.put(submitted.get(i).result(), i);
            }
            assertThat(marks).hasSize(TASKS);

            int rows = 0;
            int completed = 0;
            Set<String> ids = new HashSet<>();
            for (var task : marks.entrySet()) {
                var view = hub.end(task.getKey());
                assertThat(view.getString("state")).isIn("completed", "dead");
                if (view.getString("state").equals("completed")) {
                    completed++;
                    assertThat(view.getJsonObject("result"))
                            .isEqualTo(new JsonObject()
                                    .put("mark", task.getValue())
                                    .put(
                                            "trail",
                                            ("a" + task.getValue() + ",b" + task.getValue() + ",c" + task.getValue()
                                                    + ",")));
                }
                rows += check(hub, task.getKey(), ids);
            }
            assertThat(completed).isGreaterThan(TASKS * 9 / 10);
            assertThat(hub.ask("experience.stats", new JsonObject()).getInteger("rows"))
                    .isEqualTo(rows)
                    .isEqualTo(ids.size())
                    .isGreaterThan(TASKS * 4);
        }
    }

    /** All decisions of a task are closed, numbered without a gap, and its own; how many they are. */
    private static int check(LiveHub hub, String taskId, Set<String> ids) {
        var decisions = Spokes.decisions(hub, taskId);
        for (int i = 0; i < decisions.size(); i++) {
            var decision = decisions.get(i);
            assertThat(decision.getString("decisionId")).isEqualTo(taskId + ".1-" + (i + 1));
            assertThat(decision.getString("taskId")).isEqualTo(taskId);
            assertThat(decision.containsKey("open")).isFalse();
            assertChosenAsSaid(decision);
            assertThat(ids.add(decision.getString("decisionId"))).isTrue();
        }
        assertThat(decisions.stream()
                        .filter(d -> d.getBoolean("terminated")
                                && !d.getString("level").equals("step")))
                .hasSize(1);
        return decisions.size();
    }

    private static void assertChosenAsSaid(JsonObject decision) {
        var candidates = Spokes.objects(decision.getJsonArray("candidates"));
        var chosen = candidates.get(decision.getInteger("chosen"));
        assertThat(chosen.getBoolean("eligible")).isTrue();
        assertThat(chosen.getDouble("probability")).isEqualTo(decision.getDouble("propensity"));
        assertThat(candidates.stream()
                        .filter(c -> c.getBoolean("eligible"))
                        .mapToDouble(c -> c.getDouble("probability"))
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    private static Future<String> submit(LiveHub hub, int mark) {
        var task = Spokes.task(
                        Spokes.step("a").put("timeoutMs", 2_000),
                        Spokes.step("b").put("timeoutMs", 2_000),
                        Spokes.step("c").put("timeoutMs", 2_000))
                .put("input", new JsonObject().put("mark", mark));
        return hub.vertx()
                .eventBus()
                .<JsonObject>request("granger.tasks.submit", task)
                .map(m -> m.body().getString("taskId"));
    }

    private Future<JsonObject> answer(LiveHub hub, JsonObject call) {
        var input = call.getJsonObject("input");
        assertThat(input.getInteger("mark"))
                .isEqualTo(call.getJsonObject("taskInput").getInteger("mark"));
        int dice = random.nextInt(40);
        if (dice == 0) {
            return Promise.<JsonObject>promise().future();
        }
        if (dice < 4) {
            return Future.succeededFuture(Spokes.failure("unavailable", true));
        }
        var trail = input.getString("trail", "") + call.getString("capability") + input.getInteger("mark") + ",";
        Promise<JsonObject> answer = Promise.promise();
        hub.vertx()
                .setTimer(
                        1 + random.nextInt(30),
                        t -> answer.complete(
                                new JsonObject().put("output", input.copy().put("trail", trail))));
        return answer.future();
    }
}

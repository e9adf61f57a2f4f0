package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.store.DataDirectory;
import io.granger.hub.store.SqliteStore;
import io.granger.hub.store.StoreSettings;
import io.granger.hub.verticle.HubCore;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routing modes as operators see them, over a whole hub. */
class ModesTest {
    private static final String MEMORY = "store: {durability: memory}\n";

    @TempDir
    Path directory;

    private static JsonObject set(LiveHub hub, String mode, Map<String, Object> more) {
        var body = new JsonObject().put("mode", mode).put("reason", "test");
        more.forEach(body::put);
        return hub.ask("routing.set", body);
    }

    private static JsonObject stop(LiveHub hub) {
        return hub.ask("routing.stop", new JsonObject().put("reason", "alarm"));
    }

    private static String dryMode(LiveHub hub, JsonObject task) {
        return hub.ask("routing.dryrun", task).getString("mode");
    }

    private static JsonObject documents() {
        return new JsonObject().put("pipeline", "documents").put("input", new JsonObject().put("text", "in"));
    }

    private void pipeline(String more) throws IOException {
        var pipelines = Files.createDirectories(directory.resolve("conf/pipelines"));
        Files.writeString(
                pipelines.resolve("documents.yaml"),
                "name: documents\nversion: 1.0.0\naccepts: text/plain\nalternatives:\n  - [work]\n" + more);
    }

    private static void three(LiveHub hub) {
        for (var name : List.of("one", "two", "three")) {
            hub.spoke(name, "work", call -> Spokes.output(name));
        }
    }

    @Test
    void modeInForce_firstThatApplies() throws IOException {
        pipeline("mode: shadow\n");
        try (var hub = LiveHub.start(directory, MEMORY + "routing: {mode: canary, share: 0.5}")) {
            three(hub);
            // file global, then runtime global, then the pipeline's file
            assertThat(dryMode(hub, Spokes.task("work"))).isEqualTo("canary");
            assertThat(dryMode(hub, documents())).isEqualTo("shadow");
            set(hub, "heuristic", Map.of());
            assertThat(dryMode(hub, Spokes.task("work"))).isEqualTo("heuristic");
            assertThat(dryMode(hub, documents())).isEqualTo("shadow");
            // runtime setting of the pipeline
            set(hub, "rl", Map.of("pipeline", "documents", "override", true));
            assertThat(dryMode(hub, documents())).isEqualTo("rl");
            assertThat(dryMode(hub, Spokes.task("work"))).isEqualTo("heuristic");
            // the task
            assertThat(dryMode(hub, documents().put("mode", "heuristic"))).isEqualTo("heuristic");
            // stop
            stop(hub);
            assertThat(dryMode(hub, documents())).isEqualTo("heuristic");
        }
    }

    @Test
    void stop_winsAtOnce_survivesARestart_andIsLeftByResumeOnly() throws IOException {
        try (var hub = LiveHub.start(directory, "")) {
            three(hub);
            set(hub, "rl", Map.of("override", true));
            assertThat(dryMode(hub, Spokes.task("work"))).isEqualTo("rl");
            assertThat(stop(hub).getBoolean("stopped")).isTrue();
            assertThat(hub.run(Spokes.task("work")).getString("mode")).isEqualTo("heuristic");
        }
        try (var hub = LiveHub.start(directory, "")) {
            three(hub);
            var view = hub.ask("routing.get", new JsonObject());
            assertThat(view.getBoolean("stopped")).isTrue();
            assertThat(view.getString("stopReason")).isEqualTo("alarm");

            assertThat(set(hub, "shadow", Map.of()).getBoolean("stopped")).isTrue();
            assertThat(dryMode(hub, Spokes.task("work"))).isEqualTo("heuristic");

            var resumed =
                    hub.ask("routing.set", new JsonObject().put("resume", true).put("reason", "all clear"));
            assertThat(resumed.getBoolean("stopped")).isFalse();
            assertThat(dryMode(hub, Spokes.task("work"))).isEqualTo("shadow");
        }
    }

    @Test
    void change_isSeenByTheNextDecisionOfATaskUnderWay() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            var called = new CompletableFuture<Void>();
            Promise<JsonObject> first = Promise.promise();
            hub.spoke(Spokes.named("slow", Spokes.can("read")), call -> {
                called.complete(null);
                return first.future();
            });
            three(hub);
            var taskId = hub.ask("tasks.submit", Spokes.task("read | work")).getString("taskId");
            called.join();

            set(hub, "rl", Map.of("override", true));
            first.complete(Spokes.output("read"));
            hub.end(taskId);

            assertThat(Spokes.decisions(hub, taskId))
                    .extracting(d -> d.getString("mode"))
                    .containsExactly("heuristic", "heuristic", "rl");
        }
    }

    @Test
    void rl_treatedTasksFollowThePolicy_heldOutOnesTheHeuristic() throws IOException {
        try (var hub = LiveHub.unhurried(directory, MEMORY + "routing: {holdout: 0.5}")) {
            three(hub);
            set(hub, "rl", Map.of("override", true));
            assertThat(hub.ask("routing.get", new JsonObject()).getDouble("share"))
                    .isEqualTo(.5);
            for (int i = 0; i < 40; i++) {
                var view = hub.run(Spokes.task("work").put("key", "k" + i));
                boolean isTreated = view.getString("arm").equals("treatment");
                assertThat(isTreated ? "treatment" : "holdout").isEqualTo(view.getString("arm"));
                assertThat(Spokes.decisions(hub, view.getString("taskId"))).allSatisfy(d -> {
                    assertThat(d.getString("arm")).isEqualTo(view.getString("arm"));
                    assertThat(d.getString("policy").equals("auto-0")).isEqualTo(isTreated);
                });
            }
        }
    }

    @Test
    void shadow_isInTheRowAndNeverActs() throws IOException {
        try (var hub = LiveHub.unhurried(directory, MEMORY)) {
            three(hub);
            set(hub, "shadow", Map.of());
            for (int i = 0; i < 20; i++) {
                var taskId = hub.run(Spokes.task("work")).getString("taskId");
                assertThat(Spokes.decisions(hub, taskId)).allSatisfy(d -> {
                    assertThat(d.getString("policy")).startsWith("heuristic:");
                    assertThat(d.getInteger("chosen")).isEqualTo(d.getInteger("heuristicChoice"));
                    assertThat(d.getString("arm")).isEqualTo("none");
                    var shadow = d.getJsonObject("shadow");
                    assertThat(shadow.getString("policy")).isEqualTo("auto-0");
                    assertThat(shadow.getJsonArray("probabilities")).hasSameSizeAs(d.getJsonArray("candidates"));
                });
            }
        }
    }

    @Test
    void dryRun_changesNothing() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY + "routing: {heuristic: round-robin}")) {
            three(hub);
            var before = Figures.of(hub);
            for (int i = 0; i < 7; i++) {
                assertThat(hub.ask("routing.dryrun", Spokes.task("work")).getJsonArray("decisions"))
                        .hasSize(2);
            }

            assertThat(Figures.of(hub)).isEqualTo(before);
            var taskId = hub.run(Spokes.task("work")).getString("taskId");
            assertThat(Spokes.decisions(hub, taskId))
                    .extracting(d -> d.getLong("turn"))
                    .containsOnly(0L);
        }
    }

    @Test
    void onlineNone_leavesTheSavedPolicyBitForBit() throws IOException {
        try (var hub = LiveHub.start(directory, "")) {
            three(hub);
            for (int i = 0; i < 20; i++) {
                hub.run(Spokes.task("work"));
            }
        }
        var learnt = saved();
        assertThat(learnt).isNotEmpty();
        try (var hub = LiveHub.start(directory, "policy: {online: none}")) {
            three(hub);
            long revision = revision(hub);
            set(hub, "rl", Map.of("override", true));
            for (int i = 0; i < 20; i++) {
                hub.run(Spokes.task("work"));
            }
            assertThat(revision(hub)).isEqualTo(revision);
        }
        assertThat(saved()).isEqualTo(learnt);
        try (var hub = LiveHub.start(directory, "")) {
            three(hub);
            hub.run(Spokes.task("work"));
        }
        assertThat(saved()).isNotEqualTo(learnt);
    }

    private static long revision(LiveHub hub) {
        return hub.ask("routing.get", new JsonObject()).getJsonObject("policy").getLong("revision");
    }

    private Map<String, String> saved() {
        Map<String, String> files = new TreeMap<>();
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                SqliteStore store = SqliteStore.open(data.store(), StoreSettings.DEFAULT, Runnable::run)) {
            HubCore.policyFiles()
                    .forEach(name -> store.policy(name)
                            .ifPresent(bytes -> files.put(name, HexFormat.of().formatHex(bytes))));
        }
        return files;
    }

    @Test
    void slowPolicy_fallsBackAndIsCounted() throws IOException {
        // No policy scores within a microsecond.
        try (var hub = LiveHub.start(directory, MEMORY + "policy: {budgetMicros: 1}")) {
            three(hub);
            set(hub, "rl", Map.of("override", true));
            LiveHub.eventually().until(() -> {
                hub.run(Spokes.task("work"));
                var metrics = new WebSide(hub).get("/metrics").text();
                return metrics.lines()
                        .anyMatch(l -> l.startsWith("granger_fallback_total{reason=\"slow\"}") && !l.endsWith(" 0.0"));
            });
        }
    }
}

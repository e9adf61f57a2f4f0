package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.train.GateReport;
import io.granger.hub.train.PolicyFolder;
import io.granger.hub.train.TrainWork;
import io.granger.hub.train.TrainingProgress;
import io.granger.hub.train.TrainingSettings;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy trained on a hub's own log, promoted and served by that hub, with real spokes. */
class TrainedRolloutTest {
    /** Nobody is shut out, and what a spoke calls a bad input is tried nowhere else: a task is worth what its spoke is. */
    private static final String PLAN =
            "rollout: {stages: [0.5], minKeys: 20}\n" + "breaker: {failures: 1000, failureShare: 1, window: 1000}\n";

    @TempDir
    Path directory;

    /** How often each spoke fails. */
    private final Map<String, Double> failing = new ConcurrentHashMap<>(Map.of("one", .05, "two", .5));

    private final Random luck = new Random(7);

    private String version = "";

    @BeforeEach
    void train() throws IOException {
        JsonObject snapshot;
        try (var hub = hub("")) {
            run(hub, "lesson-", 0, 200);
            snapshot = hub.ask("experience.snapshot", new JsonObject());
        }
        var trained = TrainWork.run(
                directory.resolve("data/snapshots").resolve(snapshot.getString("snapshot") + ".jsonl"),
                policies(),
                TrainingSettings.DEFAULT.withModel(TrainingSettings.Model.LINEAR),
                TrainingProgress.SILENT);
        version = trained.getString("version");
    }

    private Path policies() {
        return directory.resolve("data/policies");
    }

    private LiveHub hub(String yaml) throws IOException {
        var hub = LiveHub.unhurried(directory, PLAN + yaml);
        for (var name : List.of("one", "two")) {
            hub.spoke(
                    Spokes.named(name, Spokes.can("work")).put("concurrency", 200),
                    call -> Future.succeededFuture(
                            luck.nextDouble() < failing.getOrDefault(name, 0.0)
                                    ? Spokes.failure("invalid-input", false)
                                    : Spokes.output("done")));
        }
        return hub;
    }

    /** Runs one task for each key, all at once. */
    private static List<JsonObject> run(LiveHub hub, String prefix, int from, int to) {
        var ids = new ArrayList<String>();
        IntStream.range(from, to)
                .forEach(i -> ids.add(hub.ask(
                                "tasks.submit",
                                Spokes.task("work").put("preset", "balanced").put("key", prefix + i))
                        .getString("taskId")));
        return ids.stream().map(hub::end).toList();
    }

    private JsonObject promote(LiveHub hub, boolean override) {
        return hub.ask(
                "policies.promote",
                new JsonObject().put("version", version).put("reason", "test").put("override", override));
    }

    private static JsonObject rollout(LiveHub hub) {
        return hub.ask("rollout.get", new JsonObject());
    }

    @Test
    void gate_notPassed_refusesWithoutAnOverride_passed_opensTheWayToRl() throws IOException {
        try (var hub = hub("")) {
            var refused = catchThrowableOfType(ReplyException.class, () -> promote(hub, false));
            assertThat(refused.getMessage()).contains("gate-not-passed", "not evaluated");

            judged(GateReport.Verdict.FAILED, List.of("worse for pipeline documents"));
            refused = catchThrowableOfType(ReplyException.class, () -> promote(hub, false));
            assertThat(refused.getMessage()).contains("gate-not-passed", "worse for pipeline documents");
            assertThat(rollout(hub).getString("status")).isEqualTo("none");

            judged(GateReport.Verdict.PASSED, List.of());
            promote(hub, false);
            promote(hub, false);
            assertThat(promote(hub, false).getString("stage")).isEqualTo("rl");
            assertThat(hub.ask("routing.get", new JsonObject()).getString("mode"))
                    .isEqualTo("rl");
        }
    }

    private void judged(GateReport.Verdict verdict, List<String> reasons) throws IOException {
        var gate = new GateReport(version, verdict, reasons, 1_793_000_000_000L);
        new PolicyFolder(policies()).keep(version, new JsonObject().put("gate", gate.toJson()));
    }
}

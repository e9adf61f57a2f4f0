package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.granger.hub.store.Change;
import io.granger.hub.store.DataDirectory;
import io.granger.hub.store.SqliteStore;
import io.granger.hub.store.StoreSettings;
import io.granger.routing.ExperienceRow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a decision after it was closed: by clients and by verifiers. */
class OutcomesTest {
    private static final String MEMORY = "store: {durability: memory}\n";

    @TempDir
    Path directory;

    private static JsonObject outcome(String key, double score) {
        return new JsonObject().put("score", score).put("source", "reader").put("key", key);
    }

    private static boolean say(LiveHub hub, JsonObject outcome) {
        return hub.ask("tasks.outcome", outcome).getBoolean("applied");
    }

    private static JsonObject row(LiveHub hub, String decisionId) {
        return hub.ask("decisions.get", new JsonObject().put("decisionId", decisionId));
    }

    private static long revision(LiveHub hub) {
        return hub.ask("routing.get", new JsonObject()).getJsonObject("policy").getLong("revision");
    }

    @Test
    void sameKey_countsOnce_alsoAtOnceAndAfterARestart() throws IOException {
        String step;
        try (var hub = LiveHub.start(directory, "")) {
            hub.spoke("one", "work", call -> Spokes.output("x"));
            var taskId = hub.run(Spokes.task("work")).getString("taskId");
            step = taskId + ".1-2";
            long before = revision(hub);
            var all = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 20; i++) {
                all.add(hub.vertx()
                        .eventBus()
                        .<JsonObject>request(
                                "granger.tasks.outcome", outcome("a", 0.25).put("decisionId", step))
                        .map(m -> m.body().getBoolean("applied")));
            }
            LiveHub.wait(Future.all(all));

            assertThat(all.stream().filter(Future::result)).hasSize(1);
            assertThat(revision(hub)).isEqualTo(before + 1);
            assertThat(row(hub, step).getJsonArray("outcomes")).hasSize(1);
        }
        try (var hub = LiveHub.start(directory, "")) {
            assertThat(say(hub, outcome("a", 1).put("decisionId", step))).isFalse();
            assertThat(say(hub, outcome("b", 1).put("decisionId", step))).isTrue();
            assertThat(say(hub, outcome("a", 1).put("decisionId", step).put("source", "editor")))
                    .isTrue();
            var outcomes = row(hub, step).getJsonArray("outcomes");
            assertThat(Spokes.objects(outcomes))
                    .extracting(o -> o.getDouble("score"))
                    .containsExactly(0.25, 1.0, 1.0);
        }
    }

    @Test
    void byTask_goesToTheRowOnWhichTheTaskEnded() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            hub.spoke("one", "work", call -> Spokes.output("x"));
            var taskId = hub.run(Spokes.task("work")).getString("taskId");
            long before = revision(hub);

            assertThat(say(hub, outcome("a", 0.25).put("taskId", taskId))).isTrue();
            assertThat(say(hub, outcome("a", 0.25).put("taskId", taskId))).isFalse();

            // The option agent takes the difference once.
            assertThat(revision(hub)).isEqualTo(before + 1);
            assertThat(row(hub, taskId + ".1-1").getJsonArray("outcomes")).hasSize(1);
            assertThat(row(hub, taskId + ".1-2").containsKey("outcomes")).isFalse();
            // The row itself never changes.
            assertThat(row(hub, taskId + ".1-1").getJsonObject("rewardParts").getDouble("quality"))
                    .isNull();
        }
    }

    @Test
    void spokeAboutItself_isBelievedAsInItsAnswer_othersWholly() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY + "routing: {preset: quality}")) {
            hub.spoke("one", "work", call -> Spokes.output("x"));
            var step = hub.run(Spokes.task("work")).getString("taskId") + ".1-2";
            var plain = row(hub, step);
            double latency = plain.getJsonObject("rewardParts").getDouble("latency");

            say(hub, outcome("a", 1).put("decisionId", step).put("source", "one"));
            // Quality was taken as .5 and cost too: .2 x 1 + .8 x .5; weights .3, .05, .6, .05.
            assertThat(row(hub, step).getDouble("rewardNow"))
                    .isCloseTo(2 * (.3 + .05 * latency + .6 * .6 + .05 * .5) - 1, within(1e-6));

            say(hub, outcome("a", 0).put("decisionId", step));
            assertThat(row(hub, step).getDouble("rewardNow"))
                    .isCloseTo(2 * (.3 + .05 * latency + .05 * .5) - 1, within(1e-6));
            assertThat(Spokes.objects(row(hub, step).getJsonArray("outcomes")))
                    .extracting(o -> o.getDouble("trust"))
                    .containsExactly(.2, 1.0);
        }
    }

    @Test
    void dayOld_isRefused_almostDayOldIsNot() throws IOException {
        final String taskId;
        try (var hub = LiveHub.start(directory, "")) {
            hub.spoke("one", "work", call -> Spokes.output("x"));
            taskId = hub.run(Spokes.task("work")).getString("taskId");
        }
        age(taskId + ".1-2", taskId + ".1-98", 24 * 3600 + 60);
        age(taskId + ".1-2", taskId + ".1-99", 24 * 3600 - 600);
        try (var hub = LiveHub.start(directory, "")) {
            var refused = catchThrowableOfType(
                    ReplyException.class, () -> say(hub, outcome("a", 1).put("decisionId", taskId + ".1-98")));

            assertThat(refused.failureCode()).isEqualTo(400);
            assertThat(refused.getMessage()).contains("24 h");
            assertThat(say(hub, outcome("a", 1).put("decisionId", taskId + ".1-99")))
                    .isTrue();
        }
    }

    /** Puts a copy of a row into the store that closed so long ago. */
    private void age(String decisionId, String copyId, long seconds) {
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                SqliteStore store = SqliteStore.open(data.store(), StoreSettings.DEFAULT, Runnable::run)) {
            var row = store.row(decisionId).orElseThrow();
            var copy = Rows.copy(row, copyId, System.currentTimeMillis() - seconds * 1000);
            var done = new CompletableFuture<Void>();
            store.commit(Change.NONE.withRows(java.util.List.of(copy)), failure -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
            done.join();
        }
    }

    @Test
    void verify_ratesTheStep_notInTheWayOfTheTask() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            var asked = new CompletableFuture<JsonObject>();
            Promise<JsonObject> rating = Promise.promise();
            hub.spoke("proud", "read", call -> Spokes.output("text").put("quality", 0.9));
            hub.spoke(Spokes.named("judge", Spokes.can("rate")), call -> {
                asked.complete(call.getJsonObject("input"));
                return rating.future();
            });

            var view = hub.run(Spokes.task(Spokes.step("read").put("verify", "rate")));

            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(quality(view, 0)).contains(0.9);
            assertThat(asked.join())
                    .isEqualTo(new JsonObject()
                            .put("input", new JsonObject().put("text", "in"))
                            .put("output", new JsonObject().put("text", "text")));
            rating.complete(new JsonObject().put("output", new JsonObject()).put("quality", 0.25));

            var taskId = view.getString("taskId");
            awaitQuality(hub, taskId, 0, 0.25);
            var said = row(hub, taskId + ".1-2").getJsonArray("outcomes").getJsonObject(0);
            assertThat(said.getString("source")).isEqualTo("verifier");
            assertThat(said.getDouble("score")).isEqualTo(0.25);
            assertThat(said.getDouble("trust")).isEqualTo(1);
            assertThat(row(hub, taskId + ".1-1")
                            .getJsonArray("outcomes")
                            .getJsonObject(0)
                            .getDouble("score"))
                    .isEqualTo(0.25);
            assertThat(Spokes.decisions(hub, taskId)).hasSize(2);
        }
    }

    /** Empty until there is such a step with a quality. */
    private static Optional<Double> quality(JsonObject view, int step) {
        return view.getJsonArray("steps").stream()
                .skip(step)
                .findFirst()
                .map(found -> ((JsonObject) found).getDouble("quality"));
    }

    private static void awaitQuality(LiveHub hub, String taskId, int step, double quality) {
        LiveHub.eventually()
                .until(() -> quality(hub.ask("tasks.get", new JsonObject().put("taskId", taskId)), step)
                        .equals(Optional.of(quality)));
    }

    @Test
    void verify_beforeTheTaskEnds_countsForTheTask() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            Promise<JsonObject> second = Promise.promise();
            hub.spoke("one", "read", call -> Spokes.output("text"));
            hub.spoke(Spokes.named("two", Spokes.can("sum")), call -> second.future());
            hub.spoke(
                    "judge",
                    "rate",
                    call -> new JsonObject().put("output", new JsonObject()).put("quality", 0.25));
            var task = Spokes.task(Spokes.step("read").put("verify", "rate"), Spokes.step("sum"));
            var taskId = hub.ask("tasks.submit", task).getString("taskId");
            awaitQuality(hub, taskId, 0, 0.25);

            second.complete(Spokes.output("sum").put("quality", 1));
            hub.end(taskId);

            assertThat(row(hub, taskId + ".1-1").getJsonObject("rewardParts").getDouble("quality"))
                    .isEqualTo(0.25);
        }
    }

    @Test
    void verify_manyRatingsAtOnceAfterTheEnd_noneIsLost() throws IOException {
        try (var hub = LiveHub.start(directory, "")) {
            var ratings = new ConcurrentLinkedDeque<Promise<JsonObject>>();
            hub.spoke("one", "read", call -> Spokes.output("text"));
            hub.spoke(Spokes.named("judge", Spokes.can("rate")), call -> {
                Promise<JsonObject> rating = Promise.promise();
                ratings.add(rating);
                return rating.future();
            });
            var step = Spokes.step("read").put("verify", "rate");
            var view = hub.run(Spokes.task(step, step.copy(), step.copy(), step.copy()));
            LiveHub.eventually().until(() -> ratings.size() == 4);

            ratings.forEach(r ->
                    r.complete(new JsonObject().put("output", new JsonObject()).put("quality", 0.5)));

            for (int i = 0; i < 4; i++) {
                awaitQuality(hub, view.getString("taskId"), i, 0.5);
            }
        }
    }

    @Test
    void verify_nobodyRates_theTaskDoesNotCare() throws IOException {
        try (var hub = LiveHub.start(directory, MEMORY)) {
            hub.spoke("one", "read", call -> Spokes.output("text"));

            var view = hub.run(Spokes.task(Spokes.step("read").put("verify", "rate")));

            assertThat(view.getString("state")).isEqualTo("completed");
        }
    }

    /** Copies of rows that differ in what a test is about. */
    private static final class Rows {
        private Rows() {}

        static ExperienceRow copy(ExperienceRow row, String decisionId, long closedAtMs) {
            return new ExperienceRow(
                    Decisions.copy(row.decision(), decisionId),
                    row.instance(),
                    row.k(),
                    row.durationMs(),
                    row.parts(),
                    row.reward(),
                    row.targets(),
                    row.nextState(),
                    row.nextLayout(),
                    row.terminated(),
                    row.truncated(),
                    row.cause(),
                    closedAtMs);
        }
    }
}

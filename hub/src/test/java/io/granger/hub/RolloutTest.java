package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy on its way through a real hub. */
class RolloutTest {
    /** A chance of one in a million, so that no run is unlucky. */
    private static final String SURE =
            "rollout: {stages: [0.3, 0.5], minKeys: 20, alphaPromote: 0.000001, alphaRollback: 0.000001}\n";

    @TempDir
    Path directory;

    private static JsonObject promote(LiveHub hub, boolean override) {
        return hub.ask(
                "policies.promote",
                new JsonObject().put("version", "auto-0").put("reason", "test").put("override", override));
    }

    private static JsonObject rollout(LiveHub hub) {
        return hub.ask("rollout.get", new JsonObject());
    }

    private static JsonObject keys(LiveHub hub) {
        return rollout(hub).getJsonObject("keys");
    }

    private static JsonObject task(String key) {
        return Spokes.task("work").put("preset", "speed").put("key", key);
    }

    /** Runs one task for each key, all at once. */
    private static List<JsonObject> run(LiveHub hub, String prefix, int from, int to) {
        return run(hub, IntStream.range(from, to).mapToObj(i -> task(prefix + i)));
    }

    private static List<JsonObject> run(LiveHub hub, Stream<JsonObject> tasks) {
        var ids = tasks.map(task -> hub.ask("tasks.submit", task).getString("taskId"))
                .toList();
        return ids.stream().map(hub::end).toList();
    }

    /** So many tasks for this spoke alone: the heuristic tries one it knows to be slow by chance only, in 300 tasks perhaps never. */
    private static void teach(LiveHub hub, String spoke, int tasks) {
        run(hub, IntStream.range(0, tasks).mapToObj(i -> task("lesson-" + i).put("only", JsonArray.of(spoke))));
    }

    private static void spoke(LiveHub hub, String name, long answerMs) {
        var can = Spokes.can("work").put("expectedMs", 100);
        hub.spoke(Spokes.named(name, can).put("concurrency", 200), call -> {
            if (answerMs == 0) {
                return Future.succeededFuture(Spokes.output("done"));
            }
            Promise<JsonObject> answer = Promise.promise();
            hub.vertx().setTimer(answerMs, t -> answer.complete(Spokes.output("done")));
            return answer.future();
        });
    }

    @Test
    void policyThatLearntTheWrongSpoke_isTakenBackByItself() throws IOException {
        try (var hub = LiveHub.unhurried(directory, "")) {
            spoke(hub, "one", 0);
            spoke(hub, "two", 300);
            for (int i = 0; i < 3; i++) {
                teach(hub, "one", 50);
                teach(hub, "two", 50);
            }
        }
        // What it learnt is frozen, and the spokes change places.
        try (var hub = LiveHub.unhurried(directory, "policy: {online: none}\nrollout: {stages: [0.5], minKeys: 20}")) {
            spoke(hub, "one", 300);
            spoke(hub, "two", 0);
            promote(hub, false);
            assertThat(promote(hub, false).getString("stage")).isEqualTo("canary 0.5");
            var view = rollout(hub);
            for (int i = 0; i < 60 && view.getString("status").equals("running"); i++) {
                run(hub, "key-", 40 * i, 40 * i + 40);
                view = rollout(hub);
            }

            assertThat(view.getString("status")).as(view.encode()).isEqualTo("cooldown");
            assertThat(view.getString("verdict")).startsWith("rolled back: worse by ");
            assertThat(view.getString("endedAt")).isNotEmpty();
            assertThat(hub.ask("routing.get", new JsonObject()).getString("mode"))
                    .isEqualTo("heuristic");
            assertThat(actions(hub)).containsExactly("policy.rolledback", "policy.staged", "policy.staged");
            assertThat(run(hub, "after-", 0, 1).getFirst().getString("arm")).isEqualTo("none");
            var refused = catchThrowableOfType(ReplyException.class, () -> promote(hub, false));
            assertThat(refused.failureCode()).isEqualTo(409);
            assertThat(refused.getMessage()).contains("gate-not-passed", "taken back");
            assertThat(promote(hub, true).getString("stage")).isEqualTo("shadow");
        }
    }

    private static List<String> actions(LiveHub hub) {
        return Spokes.objects(LiveHub.get(hub, "/v1/audit?limit=10").getJsonArray("audit")).stream()
                .map(record -> record.getString("action"))
                .filter(action -> action.startsWith("policy."))
                .toList();
    }

    @Test
    void shadow_goesOnByItself_andARestartKeepsStageArmsAndKeys() throws IOException {
        List<JsonObject> before;
        JsonObject counted;
        try (var hub = LiveHub.unhurried(directory, SURE)) {
            spoke(hub, "one", 0);
            assertThat(promote(hub, false).getString("stage")).isEqualTo("shadow");
            run(hub, "early-", 0, 20);
            LiveHub.eventually().until(() -> rollout(hub).getString("stage").equals("canary 0.3"));

            before = run(hub, "key-", 0, 200);
            awaitKeys(hub, 200);
            counted = keys(hub);
            run(hub, "key-", 0, 50);
        }
        assertThat(before).extracting(view -> view.getString("arm")).contains("treatment", "control", "holdout");
        try (var hub = LiveHub.unhurried(directory, SURE)) {
            spoke(hub, "one", 0);
            assertThat(rollout(hub).getString("stage")).isEqualTo("canary 0.3");
            assertThat(rollout(hub).getString("status")).isEqualTo("running");

            // The same keys again fall on the same arms and count no more.
            assertThat(run(hub, "key-", 0, 200))
                    .extracting(view -> view.getString("arm"))
                    .isEqualTo(before.stream().map(v -> v.getString("arm")).toList());
            run(hub, "new-", 0, 10);
            awaitKeys(hub, 210);
            assertThat(keys(hub).getInteger("treated"))
                    .isBetween(counted.getInteger("treated"), counted.getInteger("treated") + 10);
            assertThat(rollout(hub).getString("sampleRatio")).isEqualTo("as it should be");
            // One and the same behaviour in both arms.
            assertThat(rollout(hub).getString("status")).isEqualTo("running");
            assertThat(actions(hub)).containsExactly("policy.staged", "policy.staged");

            // Another rollout draws anew, but for the holdout.
            hub.ask(
                    "policies.rollback",
                    new JsonObject().put("version", "auto-0").put("reason", "again"));
            promote(hub, true);
            promote(hub, false);
            var arms = before.stream().map(v -> v.getString("arm")).toList();
            var again = run(hub, "key-", 0, 200).stream()
                    .map(v -> v.getString("arm"))
                    .toList();
            assertThat(again).contains("treatment", "control").isNotEqualTo(arms);
            for (int i = 0; i < 200; i++) {
                assertThat(again.get(i).equals("holdout")).isEqualTo(arms.get(i).equals("holdout"));
            }
        }
    }

    private static void awaitKeys(LiveHub hub, int total) {
        LiveHub.eventually()
                .untilAsserted(() ->
                        assertThat(total(keys(hub))).as(rollout(hub).encode()).isEqualTo(total));
    }

    private static int total(JsonObject keys) {
        return keys.getInteger("treated") + keys.getInteger("compared");
    }

    @Test
    void stop_wins_andTheRolloutGoesOnAfterIt_untilSomebodySetsTheModeByHand() throws IOException {
        try (var hub = LiveHub.unhurried(directory, SURE)) {
            spoke(hub, "one", 0);
            promote(hub, false);
            promote(hub, false);
            hub.ask("routing.stop", new JsonObject().put("reason", "look first"));

            assertThat(run(hub, "key-", 0, 20))
                    .allMatch(view -> view.getString("arm").equals("none"));
            assertThat(rollout(hub).getBoolean("stopped")).isTrue();
            hub.ask("routing.set", new JsonObject().put("resume", true).put("reason", "go on"));
            run(hub, "later-", 0, 20);
            awaitKeys(hub, 20);
            assertThat(rollout(hub).getString("status")).isEqualTo("running");

            hub.ask("routing.set", new JsonObject().put("mode", "shadow").put("reason", "mine"));
            LiveHub.eventually().until(() -> rollout(hub).getString("status").equals("ended"));
            assertThat(rollout(hub).getString("verdict")).isEqualTo("mode shadow was set by hand: mine");
            assertThat(hub.ask("routing.get", new JsonObject()).getString("mode"))
                    .isEqualTo("shadow");
        }
    }

    @Test
    void byHand_onePlaceAtATime_rlOnlyWithAnOverride_andBackOverHttp() throws IOException {
        try (var hub = LiveHub.unhurried(directory, SURE)) {
            var web = new WebSide(hub);
            assertThat(web.get("/v1/rollout").json()).isEqualTo(new JsonObject().put("status", "none"));
            for (var stage : List.of("shadow", "canary 0.3", "canary 0.5")) {
                var reply = web.send("POST", "/v1/policies/auto-0/promote", "", Map.of());
                assertThat(reply.status()).as(reply.text()).isEqualTo(200);
                assertThat(reply.json().getString("stage")).isEqualTo(stage);
            }
            var refused = web.send("POST", "/v1/policies/auto-0/promote", "", Map.of());
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().getString("code")).isEqualTo("gate-not-passed");
            var taken = web.post(
                    "/v1/policies/auto-0/promote",
                    new JsonObject().put("override", true).put("reason", "we looked"));
            assertThat(taken.json().getString("mode")).isEqualTo("rl");
            assertThat(hub.ask("routing.get", new JsonObject()).getString("mode"))
                    .isEqualTo("rl");

            var back = web.post("/v1/policies/auto-0/rollback", new JsonObject().put("reason", "it hurts"));

            assertThat(back.json().getString("status")).isEqualTo("cooldown");
            assertThat(back.json().getString("verdict")).isEqualTo("rolled back by local: it hurts");
            assertThat(hub.ask("routing.get", new JsonObject()).getString("mode"))
                    .isEqualTo("heuristic");
            assertThat(web.get("/v1/rollout").json().getJsonArray("stages"))
                    .isEqualTo(new JsonArray(List.of("shadow", "canary 0.3", "canary 0.5", "rl")));
        }
    }

    @Test
    void rollback_withoutARollout_isAWayBackFromAModeSetByHand() throws IOException {
        try (var hub = LiveHub.unhurried(directory, "")) {
            hub.ask(
                    "routing.set",
                    new JsonObject().put("mode", "canary").put("share", 0.5).put("reason", "by hand"));

            hub.ask(
                    "policies.rollback",
                    new JsonObject().put("version", "auto-0").put("reason", "enough"));

            assertThat(hub.ask("routing.get", new JsonObject()).getString("mode"))
                    .isEqualTo("heuristic");
            assertThat(actions(hub)).containsExactly("policy.rolledback");
        }
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Three hubs that hold each other's tasks; the last tests take them away one after the other. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeHubsTest {
    @TempDir
    static Path directory;

    private static ThreeHubs cluster;
    private static LiveHub one;
    private static LiveHub two;
    private static LiveHub three;

    @BeforeAll
    static void start() throws IOException {
        cluster = new ThreeHubs(directory);
        one = cluster.start(0);
        two = cluster.start(1);
        three = cluster.start(2);
        ThreeHubs.see(List.of(one, two, three), 3);
        two.spoke("echo", "say", call -> new JsonObject().put("output", call.getJsonObject("input")));
        for (var hub : List.of(one, two, three)) {
            LiveHub.eventually()
                    .until(() -> LiveHub.get(hub, "/v1/spokes")
                            .getJsonArray("spokes")
                            .encode()
                            .contains("\"echo\""));
        }
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        three.close();
    }

    /**
     * Submits a task until it is accepted, as every client does that is told to come again: a hub that has just joined takes new keys
     * only when it has heard every store, and that waits for parts of the cluster that move.
     */
    private static JsonObject accepted(LiveHub hub, JsonObject task, String key) {
        return LiveHub.eventually()
                .pollDelay(Duration.ZERO)
                .until(() -> hub.http("POST", "/v1/tasks", task, key), answer -> answer.containsKey("taskId"));
    }

    @Test
    @Order(1)
    void submit_atOne_isAcceptedByTheClusterAndReadEverywhere() {
        var accepted = accepted(one, ThreeHubs.task("say", 7), "");
        assertThat(accepted.getString("durability")).isEqualTo("cluster");
        var taskId = accepted.getString("taskId");

        for (var hub : List.of(one, two, three)) {
            LiveHub.eventually()
                    .until(() -> LiveHub.get(hub, "/v1/tasks/" + taskId)
                            .getString("state", "")
                            .equals("completed"));
            assertThat(LiveHub.get(hub, "/v1/tasks/" + taskId)
                            .getJsonObject("result")
                            .getInteger("n"))
                    .isEqualTo(7);
        }
    }

    @Test
    @Order(2)
    void submit_sameKeyAtAnotherHub_sameTask() {
        var first = accepted(one, ThreeHubs.task("say", 1), "the-key");
        var again = three.http("POST", "/v1/tasks", ThreeHubs.task("say", 1), "the-key");
        var other = three.http("POST", "/v1/tasks", ThreeHubs.task("say", 2), "the-key");

        assertThat(again.getString("taskId")).isEqualTo(first.getString("taskId"));
        assertThat(again.getBoolean("replayed")).isTrue();
        assertThat(other.getString("code")).isEqualTo("idempotency-conflict");
    }

    @Test
    @Order(3)
    void cancel_atAnotherHub_reachesTheOwner() {
        var taskId =
                accepted(one, ThreeHubs.task("nobody", 1).put("wait", true), "").getString("taskId");

        // While parts of the cluster move, a hub may answer that it does not know: it is safe to ask again.
        LiveHub.eventually()
                .until(() -> three.http("POST", "/v1/tasks/" + taskId + "/cancel", new JsonObject(), "")
                                .getString("state", "")
                                .equals("cancelled")
                        || state(three, taskId).equals("cancelled"));
    }

    /** Answers whatever a hub asks that owns the task no longer in its first epoch. */
    private static Future<JsonObject> onlyLater(JsonObject call) {
        boolean isFirst = call.getString("attemptId").endsWith(".1-1");
        return isFirst
                ? Promise.<JsonObject>promise().future()
                : Future.succeededFuture(new JsonObject().put("output", call.getJsonObject("input")));
    }

    @Test
    @Order(4)
    void ownerGone_itsTasksGoOnElsewhere() {
        two.spoke(Spokes.named("later", Spokes.can("later")).put("concurrency", 500), ThreeHubsTest::onlyLater);
        var unsafe = Spokes.can("once").put("effects", "unsafe");
        two.spoke(
                Spokes.named("once", unsafe),
                call -> Promise.<JsonObject>promise().future());
        LiveHub.eventually()
                .until(() -> LiveHub.get(three, "/v1/spokes")
                        .getJsonArray("spokes")
                        .encode()
                        .contains("\"once\""));
        var ids = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            ids.add(accepted(three, ThreeHubs.task("later", i), "key-" + i).getString("taskId"));
        }
        var once = accepted(three, ThreeHubs.task("once", 1), "").getString("taskId");
        LiveHub.eventually().until(() -> state(three, once).equals("running"));
        long goneAtMs = System.currentTimeMillis();

        three.hub().vanish();

        for (int i = 0; i < ids.size(); i++) {
            var hub = i % 2 == 0 ? one : two;
            var taskId = ids.get(i);
            LiveHub.eventually().until(() -> state(hub, taskId).equals("completed"));
            var view = LiveHub.get(hub, "/v1/tasks/" + taskId);
            assertThat(view.getJsonObject("result").getInteger("n")).isEqualTo(i);
            assertThat(view.getJsonArray("steps").encode()).contains("owner-lost", "success");
            assertThat(accepted(one, ThreeHubs.task("later", i), "key-" + i).getString("taskId"))
                    .isEqualTo(taskId);
        }
        System.out.println("200 tasks of a hub that went ended elsewhere within "
                + (System.currentTimeMillis() - goneAtMs) + " ms, all looked at");
        LiveHub.eventually().until(() -> state(one, once).equals("waiting"));
        assertThat(LiveHub.get(one, "/v1/tasks/" + once)
                        .getJsonObject("waiting")
                        .getString("reason"))
                .isEqualTo("needs-decision");
        var done = new JsonObject().put("done", true).put("output", new JsonObject().put("n", 9));
        assertThat(one.http("POST", "/v1/tasks/" + once + "/resolve", done, "").getString("state"))
                .isEqualTo("completed");
    }

    private static String state(LiveHub hub, String taskId) {
        return LiveHub.get(hub, "/v1/tasks/" + taskId).getString("state", "");
    }

    @Test
    @Order(5)
    void twoOfThreeGone_theLastOneRefuses() {
        two.hub().vanish();
        ThreeHubs.see(List.of(one), 1);

        LiveHub.eventually()
                .until(() -> one.http("POST", "/v1/tasks", ThreeHubs.task("say", 1), "")
                        .getString("code", "")
                        .equals("no-quorum"));
        assertThat(LiveHub.get(one, "/health/ready").encode()).contains("too few hubs");
        // Another hub may have it: this one cannot know that there is none.
        assertThat(LiveHub.get(one, "/v1/tasks/t-00000000000000000000000000").getString("code"))
                .isEqualTo("no-quorum");
    }
}

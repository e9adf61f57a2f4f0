package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout in a cluster of two hubs: one judges, both obey. */
@Tag("slow")
class RolloutOfTwoHubsTest {
    @TempDir
    Path directory;

    /** Moves the second hub's clock on. */
    private final AtomicLong ahead = new AtomicLong();

    private final List<LiveHub> running = new ArrayList<>();
    private LiveHub one;
    private LiveHub two;

    @BeforeEach
    void start() throws IOException {
        int port = Ports.free();
        int other = Ports.free();
        var name = "rollout-" + UUID.randomUUID();
        one = hub("one", name, port, other);
        two = hub("two", name, other, port);
        running.addAll(List.of(two, one));
        for (var hub : running) {
            hub.spoke(
                    Spokes.named("spoke-" + port + hub.hub().httpPort(), Spokes.can("work")),
                    call -> Future.succeededFuture(Spokes.output("done")));
        }
        LiveHub.eventually().until(() -> spokes(one) == 2 && spokes(two) == 2);
    }

    private LiveHub hub(String folder, String name, int port, int other) throws IOException {
        var yaml = """
                store: {durability: memory}
                rollout: {stages: [0.5], minKeys: 20, alphaPromote: 0.000001, alphaRollback: 0.000001}
                cluster: {enabled: true, name: %s, port: %d, members: ["127.0.0.1:%d", "127.0.0.1:%d"]}
                """.formatted(name, port, port, other);
        return folder.equals("one")
                ? LiveHub.start(directory.resolve(folder), yaml)
                : LiveHub.start(directory.resolve(folder), yaml, () -> System.currentTimeMillis() + ahead.get());
    }

    @AfterEach
    void stop() {
        running.forEach(LiveHub::close);
    }

    private static long spokes(LiveHub hub) {
        return Spokes.objects(LiveHub.get(hub, "/v1/spokes").getJsonArray("spokes"))
                .size();
    }

    /** Asked at each hub's own door, not at whichever the bus picks. */
    private static JsonObject rollout(LiveHub hub) {
        return LiveHub.get(hub, "/v1/rollout");
    }

    private static String mode(LiveHub hub) {
        return LiveHub.get(hub, "/v1/routing").getString("mode");
    }

    private static JsonObject promote(LiveHub hub) {
        return new WebSide(hub)
                .post(
                        "/v1/policies/auto-0/promote",
                        new JsonObject().put("reason", "test").put("override", true))
                .json();
    }

    private static JsonObject submit(LiveHub hub, String key) {
        var task = Spokes.task("work").put("preset", "speed").put("key", key);
        return new WebSide(hub)
                .send("POST", "/v1/tasks", task.encode(), Map.of("Prefer", "wait=60"))
                .json();
    }

    private static Map<String, String> arms(LiveHub hub, String prefix, int n) {
        return IntStream.range(0, n)
                .boxed()
                .collect(Collectors.toMap(
                        i -> prefix + i, i -> submit(hub, prefix + i).getString("arm")));
    }

    @Test
    void keysFallOnTheSameArmsAtBoth_areCountedOnce_andAnotherHubGoesOnWhenTheJudgeIsGone() {
        promote(one);
        promote(one);
        LiveHub.eventually().until(() -> rollout(two).getString("stage", "").equals("canary 0.5"));
        LiveHub.eventually().until(() -> mode(two).equals("canary"));

        var atOne = arms(one, "key-", 30);
        var atTwo = arms(two, "key-", 30);
        assertThat(atTwo).isEqualTo(atOne).containsValues("treatment", "control");
        arms(two, "other-", 30);

        // Each key counts once, wherever it came first, and both hubs say so.
        LiveHub.eventually().until(() -> counted(one) == 60 && counted(two) == 60);

        var judge = rollout(two).getString("judge");
        one.close();
        running.remove(one);
        ahead.addAndGet(60_000);
        LiveHub.eventually().until(() -> !rollout(two).getString("judge").equals(judge));

        // What was counted is still counted, keys included.
        arms(two, "key-", 30);
        arms(two, "third-", 5);
        LiveHub.eventually().until(() -> counted(two) == 65);
        assertThat(rollout(two).getString("stage")).isEqualTo("canary 0.5");
        assertThat(rollout(two).getString("status")).isEqualTo("running");
    }

    private static int counted(LiveHub hub) {
        var keys = rollout(hub).getJsonObject("keys");
        return keys.getInteger("treated") + keys.getInteger("compared");
    }

    @Test
    void underLoad_backAndForth_noTaskFails_andBothObey() throws InterruptedException {
        var isOver = new AtomicBoolean();
        var ended = new ArrayList<JsonObject>();
        var clients =
                List.of(one, two).stream().map(hub -> load(hub, isOver, ended)).toList();
        promote(one);
        promote(one);
        LiveHub.eventually().until(() -> mode(one).equals("canary") && mode(two).equals("canary"));
        awaitMore(ended, 20);
        promote(two);
        LiveHub.eventually().until(() -> mode(one).equals("rl") && mode(two).equals("rl"));
        int learned = awaitMore(ended, 20);

        new WebSide(two).post("/v1/policies/auto-0/rollback", new JsonObject().put("reason", "enough"));

        LiveHub.eventually()
                .until(() -> mode(one).equals("heuristic") && mode(two).equals("heuristic"));
        for (var hub : List.of(one, two)) {
            assertThat(arms(hub, "after-" + hub.hub().httpPort(), 10)).containsValue("none");
            assertThat(arms(hub, "later-" + hub.hub().httpPort(), 10).values()).containsOnly("none");
            assertThat(rollout(hub).getString("verdict")).isEqualTo("rolled back by local: enough");
        }
        isOver.set(true);
        for (var client : clients) {
            client.join();
        }
        synchronized (ended) {
            assertThat(ended).hasSizeGreaterThanOrEqualTo(learned);
            assertThat(ended).extracting(view -> view.getString("state")).containsOnly("completed");
            assertThat(ended).extracting(view -> view.getString("mode")).contains("canary", "rl", "heuristic");
        }
    }

    private static Thread load(LiveHub hub, AtomicBoolean isOver, List<JsonObject> ended) {
        return Thread.ofVirtual().start(() -> {
            for (int i = 0; !isOver.get(); i++) {
                var view = submit(hub, "load-" + hub.hub().httpPort() + "-" + i);
                synchronized (ended) {
                    ended.add(view);
                }
            }
        });
    }

    private static int awaitMore(List<JsonObject> ended, int more) {
        int before = size(ended);
        LiveHub.eventually().until(() -> size(ended) >= before + more);
        return size(ended);
    }

    private static int size(List<JsonObject> ended) {
        synchronized (ended) {
            return ended.size();
        }
    }
}

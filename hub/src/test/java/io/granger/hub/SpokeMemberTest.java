package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.granger.hub.cluster.HazelcastSettings;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spoke in a member of its own that goes without a word. Its lease outlasts the test: only its member's going tells. */
@Tag("slow")
class SpokeMemberTest {
    @TempDir
    Path directory;

    private final String name = "gone-" + UUID.randomUUID();
    private final List<Integer> ports = List.of(Ports.free(), Ports.free(), Ports.free());

    private List<String> members() {
        return ports.stream().map(port -> "127.0.0.1:" + port).toList();
    }

    private LiveHub hub(int number) throws IOException {
        return LiveHub.start(directory.resolve("hub-" + number), """
                store: {durability: memory}
                cluster: {enabled: true, name: %s, port: %d, members: ["%s"]}
                """.formatted(
                        name, ports.get(number), String.join("\", \"", members())));
    }

    /** A member that is no hub. */
    private record Away(Vertx vertx, HazelcastInstance instance) {
        static Away join(HazelcastSettings settings) {
            var manager = new HazelcastClusterManager(settings.config().setLiteMember(true));
            var vertx = LiveHub.wait(Vertx.builder().withClusterManager(manager).buildClustered());
            return new Away(vertx, manager.getHazelcastInstance());
        }

        void serve(String spoke) {
            LiveHub.wait(vertx.eventBus()
                    .<JsonObject>consumer("spoke." + spoke, call -> {
                        // Whoever asks waits for an answer that does not come.
                    })
                    .completion());
            LiveHub.wait(vertx.eventBus()
                    .request(
                            "granger.spokes.register",
                            Spokes.named(spoke, Spokes.can(spoke)),
                            new DeliveryOptions().setSendTimeout(60_000)));
        }
    }

    private static Optional<String> state(LiveHub hub, String spoke) {
        return Spokes.objects(LiveHub.get(hub, "/v1/spokes").getJsonArray("spokes")).stream()
                .filter(s -> s.getString("name").equals(spoke))
                .map(s -> s.getString("state"))
                .findFirst();
    }

    private static void sees(LiveHub hub, String spoke, String state) {
        LiveHub.eventually()
                .alias(hub.hub().httpPort() + " sees " + spoke + " as " + state)
                .until(() -> state(hub, spoke).equals(Optional.of(state)));
    }

    @Test
    void memberGone_itsSpokesAreLostAtEveryHub_alsoOnceTheHubThatTookThemIsGone_andNobodyThatComesHearsOfThem()
            throws IOException {
        var one = hub(0);
        var two = hub(1);
        var first = Away.join(HazelcastSettings.member(name, "127.0.0.1", Ports.free(), members()));
        var second = Away.join(HazelcastSettings.member(name, "127.0.0.1", Ports.free(), members()));
        first.serve("first");
        second.serve("second");
        for (var hub : List.of(one, two)) {
            sees(hub, "first", "healthy");
            sees(hub, "second", "healthy");
        }
        var task = new JsonObject().put("steps", "first").put("deadlineMs", 600_000);
        var taskId = two.http("POST", "/v1/tasks", task.put("input", new JsonObject()), "")
                .getString("taskId");
        LiveHub.eventually()
                .alias("its call is sent")
                .until(() -> LiveHub.get(two, "/v1/tasks/" + taskId)
                        .getString("state")
                        .equals("running"));
        two.spoke("other", "first", call -> new JsonObject().put("output", new JsonObject()));

        first.instance().getLifecycleService().terminate();

        sees(one, "first", "lost");
        sees(two, "first", "lost");
        assertThat(state(one, "second")).contains("healthy");
        assertThat(state(two, "second")).contains("healthy");
        // Its call was under way: nobody waits for its time to be over.
        LiveHub.eventually()
                .alias("its call goes elsewhere")
                .until(() -> LiveHub.get(two, "/v1/tasks/" + taskId)
                        .getString("state")
                        .equals("completed"));

        one.hub().vanish();
        second.instance().getLifecycleService().terminate();

        sees(two, "second", "lost");
        var three = hub(2);
        three.spoke("third", "say", call -> new JsonObject().put("output", new JsonObject()));
        sees(two, "third", "healthy");
        assertThat(state(three, "first")).isEmpty();
        assertThat(state(three, "second")).isEmpty();
        three.close();
        two.close();
        one.close();
        LiveHub.wait(first.vertx().close());
        LiveHub.wait(second.vertx().close());
    }
}

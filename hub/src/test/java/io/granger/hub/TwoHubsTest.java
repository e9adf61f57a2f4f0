package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs in one cluster: what one is told, both know. */
@Tag("slow")
class TwoHubsTest {
    @TempDir
    static Path directory;

    private static LiveHub one;
    private static LiveHub two;

    @BeforeAll
    static void start() throws IOException {
        int port = Ports.free();
        int other = Ports.free();
        var name = "two-" + UUID.randomUUID();
        one = hub("one", name, port, other);
        two = hub("two", name, other, port);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    private static LiveHub hub(String folder, String name, int port, int other) throws IOException {
        return LiveHub.start(directory.resolve(folder), """
                store: {durability: memory}
                cluster: {enabled: true, name: %s, port: %d, members: ["127.0.0.1:%d", "127.0.0.1:%d"]}
                """.formatted(name, port, port, other));
    }

    @Test
    void set_onOneHub_inForceOnBoth() {
        one.ask("routing.set", new JsonObject().put("mode", "shadow").put("reason", "both"));

        LiveHub.eventually().untilAsserted(() -> {
            assertThat(mode(one)).isEqualTo("shadow");
            assertThat(mode(two)).isEqualTo("shadow");
        });
    }

    @Test
    void stop_onOneHub_wins() {
        one.ask("routing.stop", new JsonObject().put("reason", "enough"));

        LiveHub.eventually()
                .untilAsserted(() -> assertThat(stopped(one) && stopped(two)).isTrue());

        two.ask(
                "routing.set",
                new JsonObject().put("mode", "heuristic").put("resume", true).put("reason", "again"));

        LiveHub.eventually()
                .untilAsserted(() -> assertThat(stopped(one) || stopped(two)).isFalse());
    }

    @Test
    void register_atEither_bothRouteToIt() {
        one.spoke("echo", "say", call -> new JsonObject().put("output", call.getJsonObject("input")));
        var task = new JsonObject().put("steps", "say").put("input", new JsonObject().put("n", 7));

        // Whoever took the registration tells the other, which may take a moment.
        LiveHub.eventually().until(() -> knows(one, "echo") && knows(two, "echo"));
        for (var hub : new LiveHub[] {one, two, one, two}) {
            var view = hub.run(task.copy());
            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(view.getJsonObject("result").getInteger("n")).isEqualTo(7);
            assertThat(view.getJsonArray("chain")).isEqualTo(new JsonArray().add("say"));
        }
    }

    private static boolean knows(LiveHub hub, String spoke) {
        return Spokes.objects(LiveHub.get(hub, "/v1/spokes").getJsonArray("spokes")).stream()
                .anyMatch(s -> s.getString("name").equals(spoke));
    }

    /** Asked at each hub's own doors, not at whichever the bus picks. */
    private static String mode(LiveHub hub) {
        return LiveHub.get(hub, "/v1/routing").getString("mode");
    }

    private static boolean stopped(LiveHub hub) {
        return LiveHub.get(hub, "/v1/routing").getBoolean("stopped");
    }
}

package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hubs of one cluster learn together. */
@Tag("slow")
class LearningHubsTest {
    private static final int TASKS = 6;

    @TempDir
    Path directory;

    @Test
    void tasksOfOneHub_knownToTheOther_andToOneThatJoins() throws IOException {
        int port = Ports.free();
        int other = Ports.free();
        var name = "learning-" + UUID.randomUUID();
        try (var one = hub("one", name, port, other)) {
            one.spoke("echo", "say", call -> new JsonObject().put("output", call.getJsonObject("input")));
            try (var two = hub("two", name, other, port)) {
                run(one);
                // a one-step task is two decisions: the chain and the spoke
                LiveHub.eventually().until(() -> revision(one) == 2 * TASKS);
                LiveHub.eventually().until(() -> revision(two) == 2 * TASKS);
            }
            run(one);
            try (var three = hub("three", name, other, port)) {
                LiveHub.eventually().until(() -> revision(three) == 4 * TASKS);
                assertThat(revision(one)).isEqualTo(4 * TASKS);
            }
        }
    }

    private LiveHub hub(String folder, String name, int port, int other) throws IOException {
        return LiveHub.start(directory.resolve(folder), """
                store: {durability: memory}
                cluster: {enabled: true, name: %s, port: %d, members: ["127.0.0.1:%d", "127.0.0.1:%d"]}
                """.formatted(name, port, port, other));
    }

    private static void run(LiveHub hub) {
        var door = new WebSide(hub);
        for (int i = 0; i < TASKS; i++) {
            var task = new JsonObject().put("steps", "say").put("input", new JsonObject().put("n", i));
            assertThat(door.post("/v1/tasks", task).status()).isEqualTo(202);
        }
    }

    /** Asked at the hub's own door, not at whichever the bus picks. */
    private static long revision(LiveHub hub) {
        return LiveHub.get(hub, "/v1/routing").getJsonObject("policy").getLong("revision");
    }
}

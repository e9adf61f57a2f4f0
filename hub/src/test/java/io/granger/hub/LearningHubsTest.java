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
                LiveHub.eventually().until(() -> LearningAge.revision(one) == 2 * TASKS);
                LiveHub.eventually().until(() -> LearningAge.revision(two) == 2 * TASKS);
            }
            run(one);
            try (var three = hub("three", name, other, port)) {
                LiveHub.eventually().until(() -> LearningAge.revision(three) == 4 * TASKS);
                assertThat(LearningAge.revision(one)).isEqualTo(4 * TASKS);
            }
        }
    }

    private LiveHub hub(String folder, String name, int port, int other) throws IOException {
        return LearningAge.hub(directory.resolve(folder), name, port, other);
    }

    private static void run(LiveHub hub) {
        var door = new WebSide(hub);
        for (int i = 0; i < TASKS; i++) {
            var task = new JsonObject().put("steps", "say").put("input", new JsonObject().put("n", i));
            assertThat(door.post("/v1/tasks", task).status()).isEqualTo(202);
        }
    }
}

package io.granger.hub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/**
 * Says how long it takes until one hub knows what another one learnt: a main program. Two hubs in this process, one task at a
 * time at the first; the time runs from before the task is sent until the second hub's learner has taken it in.
 */
public final class LearningAge {
    private static final int TASKS = 40;

    private LearningAge() {}

    /** Prints the median and the longest time in milliseconds. */
    public static void main(String[] args) throws IOException {
        var directory = Files.createTempDirectory("learning-age");
        int port = Ports.free();
        int other = Ports.free();
        var name = "age-" + UUID.randomUUID();
        try (var one = hub(directory.resolve("one"), name, port, other);
                var two = hub(directory.resolve("two"), name, other, port)) {
            one.spoke("echo", "say", call -> new JsonObject().put("output", call.getJsonObject("input")));
            var ages = new long[TASKS];
            for (int i = 0; i < TASKS; i++) {
                ages[i] = ageOfOne(one, two);
            }
            Arrays.sort(ages);
            System.out.printf("tasks %d, median %d ms, longest %d ms%n", TASKS, ages[TASKS / 2], ages[TASKS - 1]);
        }
        System.exit(0);
    }

    private static long ageOfOne(LiveHub one, LiveHub two) {
        long before = revision(two);
        var task = new JsonObject().put("steps", "say").put("input", new JsonObject());
        long from = System.nanoTime();
        new WebSide(one).post("/v1/tasks", task);
        LiveHub.eventually().until(() -> revision(two) == before + 2);
        return (System.nanoTime() - from) / 1_000_000;
    }

    /** One of two hubs of a cluster. */
    static LiveHub hub(Path directory, String name, int port, int other) throws IOException {
        return LiveHub.start(directory, """
                store: {durability: memory}
                cluster: {enabled: true, name: %s, port: %d, members: ["127.0.0.1:%d", "127.0.0.1:%d"]}
                """.formatted(name, port, port, other));
    }

    /** What a hub's learner has taken in, asked at the hub's own door, not at whichever the bus picks. */
    static long revision(LiveHub hub) {
        return LiveHub.get(hub, "/v1/routing").getJsonObject("policy").getLong("revision");
    }
}

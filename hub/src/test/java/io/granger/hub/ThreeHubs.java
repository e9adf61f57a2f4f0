package io.granger.hub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of three hubs that share their tasks, each on a data directory and with spokes of its own. */
final class ThreeHubs {
    private final Path directory;
    private final String name = "three-" + UUID.randomUUID();
    private final List<Integer> ports =
            IntStream.range(0, 3).mapToObj(i -> Ports.free()).toList();

    ThreeHubs(Path directory) {
        this.directory = directory;
    }

    /** Lines of configuration of one of them. */
    String yaml(int number) {
        var members = ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        return """
                store: {durability: cluster}
                cluster: {enabled: true, name: %s, port: %d, hubs: 3, members: [%s]}
                """.formatted(name, ports.get(number), members);
    }

    /** Where one of them keeps its data. */
    Path directory(int number) {
        return directory.resolve("hub-" + number);
    }

    /** Starts one of them. */
    LiveHub start(int number) throws IOException {
        return LiveHub.start(directory(number), yaml(number));
    }

    /** Every one of these hubs sees so many. */
    static void see(List<LiveHub> hubs, int so) {
        for (var hub : hubs) {
            LiveHub.eventually()
                    .until(() -> hub.hub().grid().orElseThrow().hubs().size() == so);
        }
    }

    /** A task of one step. */
    static JsonObject task(String capability, int number) {
        return new JsonObject()
                .put("steps", capability)
                .put("deadlineMs", 120_000)
                .put("input", new JsonObject().put("n", number));
    }
}

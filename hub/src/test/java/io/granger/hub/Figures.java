package io.granger.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** All that a refused request must leave as it is: tasks, rows, outcomes, spokes and the routing in force. */
record Figures(JsonObject stats, JsonArray tasks, List<String> spokes, JsonObject routing) {

    static Figures of(LiveHub hub) {
        var stats = hub.ask("experience.stats", new JsonObject());
        stats.remove("replayBuffer");
        var spokes = Spokes.objects(hub.ask("spokes.list", new JsonObject()).getJsonArray("spokes")).stream()
                .map(s -> s.getString("spokeId") + " " + s.getString("state"))
                .toList();
        var routing = hub.ask("routing.get", new JsonObject());
        return new Figures(stats, hub.ask("tasks.list", new JsonObject()).getJsonArray("tasks"), spokes, routing);
    }
}

package io.granger.hub.control;

import io.granger.routing.RoutingMode;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The routing state as the store keeps it and members exchange it. */
public final class RoutingStateJson {
    private RoutingStateJson() {}

    /** As JSON. */
    public static JsonObject write(RoutingState state) {
        var settings = new JsonObject();
        state.settings()
                .forEach((key, s) -> settings.put(
                        key,
                        new JsonObject()
                                .put("mode", s.mode().word())
                                .put("share", s.share())
                                .put("reason", s.reason())
                                .put("override", s.isOverride())
                                .put("atMs", s.atMs())
                                .put("node", s.node())
                                .put("rollout", s.rollout())));
        var json = new JsonObject()
                .put("settings", settings)
                .put(
                        "stop",
                        new JsonObject()
                                .put("stopped", state.stop().isStopped())
                                .put("count", state.stop().count())
                                .put("reason", state.stop().reason())
                                .put("atMs", state.stop().atMs()));
        state.assignment()
                .ifPresent(key -> json.put(
                        "assignment",
                        new JsonObject().put("secret", key.secret()).put("sinceMs", key.sinceMs())));
        return json;
    }

    /** From JSON that {@link #write} made. */
    public static RoutingState read(JsonObject json) {
        var settings = new HashMap<String, RoutingState.Stamped>();
        for (Map.Entry<String, Object> entry : json.getJsonObject("settings")) {
            var s = (JsonObject) entry.getValue();
            settings.put(
                    entry.getKey(),
                    new RoutingState.Stamped(
                            RoutingMode.of(s.getString("mode")).orElseThrow(),
                            s.getDouble("share"),
                            s.getString("reason"),
                            s.getBoolean("override"),
                            s.getLong("atMs"),
                            s.getString("node"),
                            s.getString("rollout", "")));
        }
        var stop = json.getJsonObject("stop");
        return new RoutingState(
                settings,
                new RoutingState.Stop(
                        stop.getBoolean("stopped"),
                        stop.getLong("count"),
                        stop.getString("reason"),
                        stop.getLong("atMs")),
                Optional.ofNullable(json.getJsonObject("assignment"))
                        .map(key -> new RoutingState.AssignmentKey(key.getString("secret"), key.getLong("sinceMs"))));
    }
}

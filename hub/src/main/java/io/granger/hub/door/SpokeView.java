package io.granger.hub.door;

import io.granger.registry.Capability;
import io.granger.registry.HealthView;
import io.granger.registry.SpokeStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** A spoke as operators see it (CONTRACT section 2). */
final class SpokeView {
    private SpokeView() {}

    static JsonObject of(SpokeStatus status) {
        var spoke = status.spoke();
        var capabilities = new JsonArray();
        spoke.capabilities().forEach(c -> capabilities.add(capability(c)));
        var health = new JsonObject();
        status.healthByCapability().forEach((name, h) -> health.put(name, health(h)));
        var labels = new JsonObject();
        spoke.labels().forEach(labels::put);
        return new JsonObject()
                .put("spokeId", spoke.spokeId())
                .put("name", spoke.name())
                .put("version", spoke.version().toString())
                .put("instance", spoke.instance())
                .put("address", spoke.address())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("concurrency", spoke.concurrency())
                .put("labels", labels)
                .put("capabilities", capabilities)
                .put("health", health);
    }

    private static JsonObject capability(Capability c) {
        var json = new JsonObject()
                .put("name", c.name())
                .put("accepts", new JsonArray(c.accepts()))
                .put("produces", c.produces())
                .put("effects", c.effects().name().toLowerCase(Locale.ROOT));
        c.inputSchema().ifPresent(s -> json.put("inputSchema", new JsonObject(s)));
        c.outputSchema().ifPresent(s -> json.put("outputSchema", new JsonObject(s)));
        c.cost().ifPresent(v -> json.put("cost", v));
        c.expectedMs().ifPresent(v -> json.put("expectedMs", v));
        c.quality().ifPresent(v -> json.put("quality", v));
        return json;
    }

    private static JsonObject health(HealthView h) {
        return new JsonObject()
                .put("successRate", h.successRate())
                .put("latencyMeanMs", h.latencyMeanMs())
                .put("latencyP95Ms", h.latencyP95Ms())
                .put("inFlight", h.inFlight())
                .put("concurrency", h.concurrency())
                .put("consecutiveFailures", h.consecutiveFailures())
                .put("breaker", h.breaker().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("quality", h.quality())
                .put("calls", h.calls());
    }
}

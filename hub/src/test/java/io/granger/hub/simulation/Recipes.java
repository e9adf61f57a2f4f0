package io.granger.hub.simulation;

import io.granger.hub.config.BreakerConfig;
import io.granger.hub.config.ClusterConfig;
import io.granger.hub.config.HubConfig;
import io.granger.hub.config.RetryConfig;
import io.granger.hub.config.RoutingConfig;
import io.granger.hub.config.StoreConfig;
import io.granger.hub.config.TasksConfig;
import io.granger.hub.shape.PipelineShape;
import io.granger.routing.RoutingMode;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The pipelines that are run, the capabilities they need, and how the hub is configured. */
final class Recipes {
    static final int MAX_OPEN = 24;
    static final int MAX_QUEUED = 12;

    /** Changes that may wait for the disk. */
    static final int STORE_QUEUE = 40;

    /** What spokes can do: reading harms nobody, writing is done once per effect key, paying must not be repeated. */
    static final List<String> CAPABILITIES = List.of("read", "write", "pay", "sum", "rate");

    static final List<String> PIPELINES = List.of("plain", "paid", "optional");

    private Recipes() {}

    static boolean isUnsafe(String capability) {
        return capability.equals("pay");
    }

    static String effects(String capability) {
        return switch (capability) {
            case "pay" -> "unsafe";
            case "write" -> "keyed";
            default -> "none";
        };
    }

    /** What the hub of this seed is configured with. */
    static HubConfig config(Chance chance, int hubs) {
        var defaults = HubConfig.defaults();
        var routing = new RoutingConfig(
                chance.of(
                        List.of(RoutingMode.HEURISTIC, RoutingMode.HEURISTIC, RoutingMode.SHADOW, RoutingMode.CANARY)),
                0.5,
                0.1,
                Preset.BALANCED,
                chance.of(RoutingConfig.HEURISTICS),
                8,
                64);
        return new HubConfig(
                defaults.data(),
                defaults.http(),
                new ClusterConfig(hubs > 1, "granger", "127.0.0.1", 5701, List.of(), hubs, false),
                defaults.auth(),
                new StoreConfig(hubs > 1 ? "cluster" : "local", 2, 256),
                new TasksConfig(30_000, MAX_OPEN, MAX_QUEUED, 7),
                defaults.files(),
                defaults.spokes(),
                routing,
                defaults.exploration(),
                defaults.policy(),
                new BreakerConfig((int) chance.between(2, 5), .5, 20, chance.between(1_000, 20_000)),
                new RetryConfig((int) chance.between(1, 4), chance.between(0, 200), 2_000, chance.happens(.5) ? .1 : 1),
                defaults.hedge(),
                defaults.replay(),
                defaults.gate(),
                defaults.rollout(),
                defaults.train(),
                List.of(),
                List.of(
                        pipeline("plain", alternative(step("read").put("verify", "rate"), step("sum"))),
                        pipeline(
                                "paid",
                                alternative(step("read"), step("pay").put("timeoutMs", 900), step("write")),
                                alternative(step("pay"), step("sum"))),
                        pipeline(
                                "optional",
                                alternative(
                                        step("read").put("timeoutMs", 700),
                                        step("sum").put("optional", true).put("timeoutMs", 500),
                                        step("write")),
                                alternative(step("sum"), step("write")))));
    }

    private static Pipeline pipeline(String name, JsonArray... alternatives) {
        return PipelineShape.read(new JsonObject()
                .put("name", name)
                .put("version", "1.0.0")
                .put("accepts", "application/json")
                .put("alternatives", new JsonArray(List.of(alternatives))));
    }

    private static JsonArray alternative(JsonObject... steps) {
        return new JsonArray(List.of(steps));
    }

    private static JsonObject step(String capability) {
        return new JsonObject().put("capability", capability);
    }
}

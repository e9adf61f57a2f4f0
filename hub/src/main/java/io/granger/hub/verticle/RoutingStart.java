package io.granger.hub.verticle;

import io.granger.hub.config.HubConfig;
import io.granger.hub.control.HmacDraws;
import io.granger.hub.control.RoutingControl;
import io.granger.hub.control.RoutingState;
import io.granger.hub.control.RoutingStateJson;
import io.granger.routing.LearnedRouter;
import io.granger.routing.ModeInForce;
import io.granger.routing.RoutingMode;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The routing mode as it is when a hub starts: what operators set before, over what the files say. */
final class RoutingStart {
    private RoutingStart() {}

    /** Control from what the store keeps as settings. */
    static RoutingControl control(HubConfig config, byte[] secret, Map<String, String> settings) {
        var stored = Optional.ofNullable(settings.get(HubCore.ROUTING_SETTING))
                .map(text -> RoutingStateJson.read(new JsonObject(text)))
                .orElse(RoutingState.EMPTY);
        var routing = config.routing();
        var files = new HashMap<String, ModeInForce.Setting>();
        for (var pipeline : config.pipelines()) {
            pipeline.mode()
                    .flatMap(RoutingMode::of)
                    .ifPresent(mode -> files.put(
                            pipeline.name(),
                            new ModeInForce.Setting(mode, pipeline.share().orElse(routing.share()))));
        }
        return new RoutingControl(
                new ModeInForce.Setting(routing.mode(), routing.share()),
                files,
                routing.holdout(),
                LearnedRouter.POLICY,
                HmacDraws.derived(secret, "assignment"),
                stored);
    }
}

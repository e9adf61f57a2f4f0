package io.granger.examples.adapter;

import io.granger.hub.Hub;
import io.granger.hub.config.HubConfig;
import io.granger.sdk.ServedSpoke;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Runs a request through modules in the order its steps name, choosing the module of each step and what to do when one fails: the hub
 * itself, in this process, with its modules as spokes.
 *
 * <p>Safe from any thread.
 */
public final class ModuleOrchestrator {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

    private final Hub hub;
    private final SpokeClient client;

    private ModuleOrchestrator(Hub hub) {
        this.hub = hub;
        this.client = SpokeClient.on(hub.vertx());
    }

    /** Starts a hub with this configuration. */
    public static Future<ModuleOrchestrator> start(HubConfig config) {
        return Hub.start(config).map(ModuleOrchestrator::new);
    }

    /** Adds a module. */
    public Future<ServedSpoke> module(SpokeDescription module) {
        return client.serve(module);
    }

    /** Lets the policy choose instead of the heuristic; the gate is passed over, so a reason is asked for. */
    public Future<JsonObject> learn(String reason) {
        JsonObject setting = new JsonObject().put("mode", "rl").put("override", true);
        return ask("routing.set", setting.put("reason", reason), Duration.ofSeconds(10));
    }

    /**
     * Runs one request to its end.
     *
     * @param steps capabilities in order, such as {@code "extract | summarize"}
     * @param input with its {@code type}
     * @return the task as the hub tells it: state, result, steps with the module of each
     */
    public Future<JsonObject> run(String steps, JsonObject input, Duration limit) {
        JsonObject task = new JsonObject().put("steps", steps).put("input", input);
        return ask("tasks.submit", task.put("deadlineMs", limit.toMillis()), limit)
                .map(accepted -> new JsonObject()
                        .put("taskId", accepted.getString("taskId"))
                        .put("waitMs", limit.toMillis()))
                .compose(which -> ask("tasks.await", which, limit.plusSeconds(5)));
    }

    /** Ends the modules, then the hub. */
    public Future<Void> close() {
        return client.close(DRAIN_LIMIT).eventually(hub::close);
    }

    private Future<JsonObject> ask(String operation, JsonObject body, Duration limit) {
        return hub.vertx()
                .eventBus()
                .<JsonObject>request(
                        "granger." + operation, body, new DeliveryOptions().setSendTimeout(limit.toMillis()))
                .map(Message::body);
    }
}

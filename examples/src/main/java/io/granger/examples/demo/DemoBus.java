package io.granger.examples.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/** The hub's addresses the demo uses, as any client on the event bus would. */
final class DemoBus {

    private static final long TIMEOUT_MS = 60_000;
    private static final long WAIT_MS = 30_000;

    private final Vertx vertx;

    DemoBus(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Submits one task; fails with what the hub refused it for. */
    Future<String> submit(JsonObject task) {
        return ask("tasks.submit", task, TIMEOUT_MS).map(accepted -> accepted.getString("taskId"));
    }

    /** The task's view once it has ended. */
    Future<JsonObject> ended(String taskId) {
        return ask("tasks.await", new JsonObject().put("taskId", taskId).put("waitMs", WAIT_MS), WAIT_MS + TIMEOUT_MS)
                .compose(view -> isOpen(view) ? ended(taskId) : Future.succeededFuture(view));
    }

    private static boolean isOpen(JsonObject view) {
        return switch (view.getString("state")) {
            case "accepted", "running", "waiting" -> true;
            default -> false;
        };
    }

    /** The task's view now. */
    Future<JsonObject> view(String taskId) {
        return ask("tasks.get", new JsonObject().put("taskId", taskId), TIMEOUT_MS);
    }

    /** The task's decisions with their rows and outcomes. */
    Future<JsonObject> decisions(String taskId) {
        return ask("decisions.get", new JsonObject().put("taskId", taskId), TIMEOUT_MS);
    }

    /** Counts of what was stored. */
    Future<JsonObject> stats() {
        return ask("experience.stats", new JsonObject(), TIMEOUT_MS);
    }

    /** Lets the policy decide wherever a task does not ask for the heuristic. */
    Future<JsonObject> learn() {
        return ask(
                "routing.set",
                new JsonObject()
                        .put("mode", "rl")
                        .put("override", true)
                        .put("reason", "the demo compares learned routing with the heuristic"),
                TIMEOUT_MS);
    }

    /** One call to a spoke beside all tasks: not logged, not learnt from. Gives the spoke's answer. */
    Future<JsonObject> trySpoke(String spoke, String capability, JsonObject input) {
        return ask(
                        "spokes.try",
                        new JsonObject()
                                .put("spokeId", spoke)
                                .put("capability", capability)
                                .put("input", input),
                        TIMEOUT_MS)
                .map(tried -> tried.getJsonObject("answer"));
    }

    private Future<JsonObject> ask(String operation, JsonObject body, long timeoutMs) {
        return vertx.eventBus()
                .<JsonObject>request("granger." + operation, body, new DeliveryOptions().setSendTimeout(timeoutMs))
                .map(Message::body);
    }
}

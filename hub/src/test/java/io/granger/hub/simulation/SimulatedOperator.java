package io.granger.hub.simulation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The person who answers what tasks ask of one: most of the time rightly, after a look at what really happened. */
final class SimulatedOperator {
    private static final long MILLI = 1_000;
    private static final long EVERY_MICROS = 1_500 * MILLI;
    private static final String MACHINE = "operator";

    private final World world;
    private final Chance chance;
    private final SimulatedProcess process;

    SimulatedOperator(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        this.process = new SimulatedProcess(world.time(), world.trouble(), MACHINE);
    }

    void start() {
        process.after(EVERY_MICROS, this::look);
    }

    private void look() {
        process.after(EVERY_MICROS, this::look);
        for (var hub : world.hubs()) {
            ask(hub, "tasks.list", new JsonObject().put("state", "waiting"))
                    .onSuccess(page -> ((JsonObject) page)
                            .getJsonArray("tasks", new JsonArray())
                            .forEach(task -> view(hub, ((JsonObject) task).getString("taskId"))));
        }
    }

    private io.vertx.core.Future<Object> ask(SimulatedHub hub, String operation, JsonObject body) {
        return world.network()
                .ask(MACHINE, process, hub.address(operation), new JsonObject().put("body", body), 3_000 * MILLI);
    }

    private void view(SimulatedHub hub, String taskId) {
        ask(hub, "tasks.get", new JsonObject().put("taskId", taskId)).onSuccess(answer -> {
            var view = (JsonObject) answer;
            var waiting = view.getJsonObject("waiting", new JsonObject());
            if ("needs-decision".equals(waiting.getString("reason"))) {
                process.after(chance.between(1, 3_000 * MILLI), () -> resolve(hub, taskId));
            }
        });
    }

    private void resolve(SimulatedHub hub, String taskId) {
        boolean isDone = world.effects().unsafe(taskId) > 0;
        var body = new JsonObject().put("taskId", taskId).put("done", isDone);
        if (isDone) {
            body.put("output", new JsonObject().put("lie", true));
        } else {
            body.put("redo", chance.happens(.7));
        }
        world.trouble().tell(MACHINE, "resolves " + body.encode());
        ask(hub, "tasks.resolve", body);
    }
}

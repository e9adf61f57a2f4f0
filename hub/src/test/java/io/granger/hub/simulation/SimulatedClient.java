package io.granger.hub.simulation;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.task.TaskStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Clients with a ledger of their own, outside every hub: what they were told is held against what they are told later. */
final class SimulatedClient {
    private static final long MILLI = 1_000;
    private static final long SUBMIT_MICROS = 5_000 * MILLI;
    private static final String MACHINE = "client";

    private final World world;
    private final Chance chance;
    private final SimulatedProcess process;
    private final List<Order> ledger = new ArrayList<>();

    SimulatedClient(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        this.process = new SimulatedProcess(world.time(), world.trouble(), MACHINE);
    }

    List<Order> ledger() {
        return ledger;
    }

    /** Orders something, keeping at it until it has a task, and follows that to its end. */
    Order order(boolean isFresh) {
        int number = ledger.size() + 1;
        var body = new JsonObject()
                .put("input", new JsonObject().put("number", number))
                .put("priority", chance.between(1, 5))
                .put("deadlineMs", isFresh ? 30_000 : chance.between(2_000, 25_000))
                .put("wait", isFresh || chance.happens(.6));
        if (chance.happens(.2)) {
            body.put("steps", "read | sum");
        } else {
            body.put("pipeline", chance.of(Recipes.PIPELINES));
        }
        var order = new Order(number, body, isFresh || chance.happens(.8), isFresh);
        ledger.add(order);
        process.after(1, () -> submit(order));
        if (!isFresh && order.isKeyed() && chance.happens(.15)) {
            process.after(chance.between(1, 3_000 * MILLI), () -> submit(order));
        }
        return order;
    }

    private Future<JsonObject> ask(SimulatedHub hub, String operation, JsonObject body, String key, long micros) {
        var message = new JsonObject().put("body", body);
        if (!key.isEmpty()) {
            message.put("idempotencyKey", key);
        }
        return world.network()
                .ask(MACHINE, process, hub.address(operation), message, micros)
                .map(answer -> (JsonObject) answer);
    }

    private void submit(Order order) {
        ask(chance.of(world.hubs()), "tasks.submit", order.body, order.key(), SUBMIT_MICROS)
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        acknowledged(order, answer.result().getString("taskId"));
                    } else if (!order.hasTask()) {
                        refused(order, answer.cause());
                    }
                });
    }

    private void acknowledged(Order order, String taskId) {
        world.trouble().tell(MACHINE, "order " + order.number + " is " + taskId);
        world.trouble()
                .require(
                        !order.isKeyed() || !order.hasTask() || order.taskId.equals(taskId),
                        "one key makes one task",
                        "order " + order.number + " is " + order.taskId + " and " + taskId);
        if (!order.hasTask()) {
            order.taskId = taskId;
            follow(order);
            if (!order.isFresh && chance.happens(.08)) {
                process.after(chance.between(1, 2_000 * MILLI), () -> cancel(order));
            }
        }
    }

    private void refused(Order order, Throwable why) {
        boolean mayHaveHappened = !(why instanceof ApiError error && error.code() != ErrorCode.OUTCOME_UNKNOWN);
        world.trouble().tell(MACHINE, "order " + order.number + " is refused: " + why.getMessage());
        if (why instanceof ApiError error && error.code() == ErrorCode.IDEMPOTENCY_CONFLICT) {
            world.trouble().broke("the same key and body are no conflict", "order " + order.number);
        }
        if (mayHaveHappened && !order.isKeyed()) {
            // Without a key nobody dares to repeat it.
            order.isGivenUp = true;
            return;
        }
        process.after(chance.between(200 * MILLI, 1_500 * MILLI), () -> submit(order));
    }

    private void follow(Order order) {
        var hub = chance.of(world.hubs());
        boolean waits = chance.happens(.7);
        var body = new JsonObject().put("taskId", order.taskId);
        var asked = waits
                ? ask(hub, "tasks.await", body.put("waitMs", chance.between(0, 3_000)), "", 4_000 * MILLI)
                : ask(hub, "tasks.get", body, "", 2_000 * MILLI);
        asked.onComplete(answer -> {
            if (answer.succeeded()) {
                seen(order, answer.result());
            } else if (!world.isCluster()
                    && answer.cause() instanceof ApiError error
                    && error.code() == ErrorCode.TASK_UNKNOWN) {
                world.trouble()
                        .broke("what was acknowledged is never lost", "order " + order.number + ", " + order.taskId);
            }
            if (!order.hasEnded() || chance.happens(.3)) {
                process.after(chance.between(50 * MILLI, 2_000 * MILLI), () -> follow(order));
            }
        });
    }

    private void seen(Order order, JsonObject view) {
        boolean isEnd = TaskStatus.of(view.getString("state")).orElseThrow().isTerminal();
        if (!order.hasEnded() && isEnd) {
            order.end = view;
            world.trouble().tell(MACHINE, "order " + order.number + " " + view.getString("state"));
            result(order, view);
        }
        if (order.hasEnded()) {
            var before = Objects.requireNonNull(order.end);
            for (var field : List.of("state", "result", "error")) {
                world.trouble()
                        .require(
                                Objects.equals(before.getValue(field), view.getValue(field)),
                                "an end that was told stays",
                                order.taskId + " " + field + " was " + before.getValue(field) + " and is "
                                        + view.getValue(field));
            }
        }
    }

    private void result(Order order, JsonObject view) {
        boolean isCompleted = view.getString("state").equals("completed");
        var result = view.getJsonObject("result", new JsonObject());
        if (isCompleted && !result.getBoolean("lie", false)) {
            world.trouble()
                    .require(
                            Objects.equals(result.getInteger("number"), order.number),
                            "a result belongs to its task",
                            "order " + order.number + " got " + result);
        }
        world.trouble()
                .require(
                        isCompleted
                                || !view.getJsonObject("error", new JsonObject())
                                        .isEmpty(),
                        "what ends without a result says why",
                        view.encode());
        world.trouble()
                .require(
                        !order.isCancelled || view.getString("state").equals("cancelled"),
                        "cancel is sticky",
                        order.taskId + " was cancelled and is " + view.getString("state"));
        if (order.isFresh) {
            world.trouble().require(isCompleted, "once nothing is wrong, tasks complete", view.encode());
        }
    }

    private void cancel(Order order) {
        ask(chance.of(world.hubs()), "tasks.cancel", new JsonObject().put("taskId", order.taskId), "", 4_000 * MILLI)
                .onSuccess(view -> order.isCancelled = true);
    }

    /** Something a client wants done, and what it was told of it. */
    static final class Order {
        private final int number;
        private final JsonObject body;
        private final boolean isKeyed;
        private final boolean isFresh;
        private String taskId = "";
        private @Nullable JsonObject end;
        private boolean isGivenUp;
        private boolean isCancelled;

        Order(int number, JsonObject body, boolean isKeyed, boolean isFresh) {
            this.number = number;
            this.body = body;
            this.isKeyed = isKeyed;
            this.isFresh = isFresh;
        }

        int number() {
            return number;
        }

        boolean isKeyed() {
            return isKeyed;
        }

        String key() {
            return isKeyed ? "order-" + number : "";
        }

        boolean hasTask() {
            return !taskId.isEmpty();
        }

        String taskId() {
            return taskId;
        }

        boolean hasEnded() {
            return end != null;
        }

        /** Nothing more is to come of it. */
        boolean isOver() {
            return hasEnded() || isGivenUp;
        }

        String endState() {
            return end == null ? "" : end.getString("state");
        }
    }
}

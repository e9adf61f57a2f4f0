package io.granger.hub.simulation;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A spoke of some temper: it registers wherever it can, works, and writes what it really did into the effect log. */
final class SimulatedSpoke {
    private static final long MILLI = 1_000;
    private static final long HEARTBEAT_MICROS = 2_000 * MILLI;
    private static final long ASK_MICROS = 1_500 * MILLI;

    private final World world;
    private final String name;
    private final List<String> capabilities;
    private final int concurrency;
    private final Chance chance;
    private Temper temper;
    private @Nullable SimulatedProcess process;

    /** How a spoke behaves. */
    enum Temper {
        HONEST,
        /** Takes seconds now and then. */
        SLOW,
        /** Fails often, and says so. */
        FLAKY,
        /** Often says nothing, whether it did its work or not. */
        SILENT,
        /** Answers what is malformed, untrue or of another task. */
        LYING,
        /** Answers twice, the second time otherwise. */
        TWICE
    }

    SimulatedSpoke(World world, String name, List<String> capabilities, int concurrency, Temper temper, Chance chance) {
        this.world = world;
        this.name = name;
        this.capabilities = capabilities;
        this.concurrency = concurrency;
        this.temper = temper;
        this.chance = chance;
    }

    String name() {
        return name;
    }

    void become(Temper now) {
        temper = now;
    }

    boolean isUp() {
        return process != null && process.isAlive();
    }

    void start() {
        if (isUp()) {
            return;
        }
        world.trouble().tell(name, "starts, " + temper);
        var begun = new SimulatedProcess(world.time(), world.trouble(), name);
        process = begun;
        world.network().listen(name, begun, "spoke." + name, call -> work(begun, call));
        world.hubs().forEach(hub -> begun.after(chance.between(1, 50 * MILLI), () -> register(begun, hub)));
    }

    void kill() {
        if (process != null && process.isAlive()) {
            world.trouble().tell(name, "is killed");
            process.kill();
        }
    }

    void freeze(long micros) {
        if (process != null) {
            world.trouble().tell(name, "is frozen for " + micros / MILLI + " ms");
            process.freeze(micros);
        }
    }

    void thaw() {
        if (process != null) {
            process.thaw();
        }
    }

    private void register(SimulatedProcess self, SimulatedHub hub) {
        world.network()
                .ask(
                        name,
                        self,
                        hub.address("spokes.register"),
                        new JsonObject().put("body", registration()),
                        ASK_MICROS)
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        var spokeId = ((JsonObject) answer.result()).getString("spokeId");
                        self.after(HEARTBEAT_MICROS, () -> heartbeat(self, hub, spokeId));
                    } else {
                        self.after(chance.between(200 * MILLI, 800 * MILLI), () -> register(self, hub));
                    }
                });
    }

    private void heartbeat(SimulatedProcess self, SimulatedHub hub, String spokeId) {
        var message = new JsonObject().put("body", new JsonObject().put("spokeId", spokeId));
        world.network()
                .ask(name, self, hub.address("spokes.heartbeat"), message, ASK_MICROS)
                .onComplete(answer -> {
                    boolean isForgotten =
                            answer.cause() instanceof ApiError error && error.code() == ErrorCode.SPOKE_UNKNOWN;
                    if (isForgotten) {
                        register(self, hub);
                    } else {
                        self.after(HEARTBEAT_MICROS, () -> heartbeat(self, hub, spokeId));
                    }
                });
    }

    private JsonObject registration() {
        var offered = new JsonArray();
        capabilities.forEach(capability -> offered.add(new JsonObject()
                .put("name", capability)
                .put("accepts", "*/*")
                .put("produces", "application/json")
                .put("expectedMs", 50)
                .put("cost", 0.1)
                .put("effects", Recipes.effects(capability))));
        return new JsonObject()
                .put("name", name)
                .put("version", "1.0.0")
                .put("address", "spoke." + name)
                .put("concurrency", concurrency)
                .put("capabilities", offered);
    }

    private Future<Object> work(SimulatedProcess self, JsonObject call) {
        Promise<Object> answered = Promise.promise();
        boolean isSlow = temper == Temper.SLOW && chance.happens(.5);
        long micros = isSlow ? chance.between(300 * MILLI, 6_000 * MILLI) : chance.delay(20 * MILLI);
        self.after(micros / 2, () -> {
            boolean fails = fails();
            // Some fail before they did anything, some after.
            if (!fails || chance.happens(.3)) {
                world.effects().did(call, name);
            }
            self.after(micros / 2, () -> answer(call, answered, fails));
        });
        return answered.future();
    }

    private boolean fails() {
        return switch (temper) {
            case HONEST, SLOW, TWICE -> false;
            case FLAKY -> chance.happens(.4);
            case SILENT, LYING -> chance.happens(.5);
        };
    }

    private void answer(JsonObject call, Promise<Object> answered, boolean fails) {
        if (!fails) {
            answered.tryComplete(output(call));
            if (temper == Temper.TWICE) {
                answered.tryComplete(failure("internal"));
            }
            return;
        }
        switch (temper) {
            case SILENT -> {}
            case LYING -> lie(answered);
            default -> refuse(answered);
        }
    }

    private void refuse(Promise<Object> answered) {
        if (chance.happens(.2)) {
            answered.tryFail(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, (int) chance.between(400, 500), "no"));
        } else {
            answered.tryComplete(failure(chance.of(List.of("internal", "unavailable", "timeout", "invalid-input"))));
        }
    }

    private void lie(Promise<Object> answered) {
        var other = new JsonObject().put("number", chance.between(0, 9)).put("lie", true);
        List<Object> lies = List.of(
                "done",
                new JsonObject(),
                new JsonObject().put("output", other).put("quality", 7),
                new JsonObject().put("output", "text").put("error", new JsonObject()),
                new JsonObject().put("output", other).put("quality", Double.NaN),
                new JsonObject().put("output", other).put("quality", 1).put("cost", 0),
                failure("nonsense"),
                failure("internal"));
        answered.tryComplete(chance.of(lies));
    }

    private JsonObject output(JsonObject call) {
        var input = call.getJsonObject("input");
        var passedOn = input.getValue("output") instanceof JsonObject rated ? rated : input;
        var trail = passedOn.getString("trail", "");
        return new JsonObject()
                .put(
                        "output",
                        passedOn.copy()
                                .put(
                                        "trail",
                                        trail + call.getString("capability").charAt(0)))
                .put("quality", chance.between(5, 10) / 10.0)
                .put("cost", 0.1);
    }

    private static JsonObject failure(String failureClass) {
        return new JsonObject()
                .put("error", new JsonObject().put("class", failureClass).put("message", "no"));
    }

    /** What really happened in the world, whatever anybody was told. */
    static final class EffectLog {
        private final Trouble trouble;
        private final java.util.Map<String, AtomicInteger> done = new java.util.HashMap<>();

        EffectLog(Trouble trouble) {
            this.trouble = trouble;
        }

        void did(JsonObject call, String who) {
            trouble.tell(who, "does " + call.getString("attemptId"));
            done.computeIfAbsent(call.getString("taskId"), k -> new AtomicInteger())
                    .addAndGet(Recipes.isUnsafe(call.getString("capability")) ? 1 : 0);
        }

        /** How many unsafe effects a task had. */
        int unsafe(String taskId) {
            var count = done.get(taskId);
            return count == null ? 0 : count.get();
        }
    }
}

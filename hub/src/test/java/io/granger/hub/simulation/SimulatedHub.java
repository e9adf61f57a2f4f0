package io.granger.hub.simulation;

import io.granger.hub.cluster.ClusteredStore;
import io.granger.hub.config.HubConfig;
import io.granger.hub.door.Caller;
import io.granger.hub.door.Operation;
import io.granger.hub.door.TaskDoor;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.verticle.CustodyDesk;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.HubMetrics;
import io.granger.hub.verticle.LearningQueue;
import io.granger.hub.verticle.TaskRecords;
import io.granger.hub.verticle.Worker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One hub: the product's own core over simulated surroundings and a simulated disk, started, stopped and killed as its
 * process would be.
 */
final class SimulatedHub {
    private static final long MILLI = 1_000;
    private static final long TICK_MS = 500;
    private static final long WAKE_MS = 5_000;
    private static final long DRAIN_LOOK_MS = 50;
    private static final long OTHERS_MICROS = 65_000_000;

    private final World world;
    private final String name;
    private final HubConfig config;
    private final Chance chance;
    private final SimulatedDisk disk;
    private @Nullable Life life;
    private int starts;

    /** From one start to the next stop or death. */
    private static final class Life {
        final SimulatedProcess process;
        final SimulatedStore store;

        @Nullable
        HubCore core;

        Map<String, Operation> tasks = Map.of();
        boolean hasResumed;
        boolean isStopping;

        Life(SimulatedProcess process, SimulatedStore store) {
            this.process = process;
            this.store = store;
        }
    }

    SimulatedHub(World world, String name, HubConfig config, Chance chance) {
        this.world = world;
        this.name = name;
        this.config = config;
        this.chance = chance;
        this.disk = new SimulatedDisk(change -> world.laws().durable(name, change));
    }

    String name() {
        return name;
    }

    /** Its name among members, another after each start. */
    String node() {
        return name + "." + starts;
    }

    SimulatedDisk disk() {
        return disk;
    }

    boolean isUp() {
        return life != null && life.process.isAlive();
    }

    /** Whether it runs and has taken up what was open when it stopped. */
    boolean isServing() {
        return life != null && life.process.isRunning() && life.hasResumed;
    }

    /** Whether it will go on by itself: its store takes changes and nobody asked it to stop. */
    boolean isStaying() {
        return life != null && life.store.healthy() && !life.isStopping;
    }

    HubCore core() {
        return java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(life).core);
    }

    void start() {
        if (isUp()) {
            return;
        }
        world.trouble().tell(name, "starts");
        var process = new SimulatedProcess(world.time(), world.trouble(), name);
        var store = world.planted().store(process, disk, chance.split(), world.trouble());
        starts++;
        var begun = new Life(process, store);
        var shared = shared(process, store);
        life = begun;
        var surroundings =
                world.planted().surroundings(new SimulatedSurroundings(world, this.name, process, chance.split()));
        var worker = new Worker(surroundings);
        worker.call(() -> HubCore.policyFiles().stream()
                        .collect(
                                HashMap<String, byte[]>::new,
                                (m, n) -> store.policy(n).ifPresent(b -> m.put(n, b)),
                                Map::putAll))
                .onSuccess(policies -> {
                    var core = new HubCore(
                            new HubCore.Given(
                                    surroundings,
                                    config,
                                    shared,
                                    LearningQueue.AT_ONCE,
                                    new byte[32],
                                    world.time()::nowMs,
                                    () -> world.time().nowMicros() * 1_000,
                                    chance.split().random(),
                                    new HubMetrics(new SimpleMeterRegistry()),
                                    node()),
                            store.settings(),
                            file -> Optional.ofNullable(policies.get(file)));
                    begun.core = core;
                    begun.tasks = TaskDoor.of(core, config, shared, worker, world.time()::nowMs);
                    listen(begun, core);
                    resume(begun, core, worker);
                })
                .onFailure(e -> world.trouble().broke("a hub starts on what it left", e));
    }

    private HubStore shared(SimulatedProcess process, SimulatedStore local) {
        return world.membership()
                .<HubStore>map(members -> new ClusteredStore(
                        local,
                        world.planted().grid(new SimulatedGrid(world, process, members.enter(node()), chance.split()))))
                .orElse(local);
    }

    private void resume(Life begun, HubCore core, Worker worker) {
        if (core.custody().isPresent()) {
            core.custody().get().start();
            begun.hasResumed = true;
            return;
        }
        worker.call(begun.store::openTasks).onSuccess(open -> {
            open.forEach(record -> core.runner().resume(TaskRecords.state(record)));
            begun.hasResumed = true;
            world.trouble().tell(name, "resumed " + open.size());
        });
    }

    private void listen(Life begun, HubCore core) {
        Map<String, Operation> all = new HashMap<>(begun.tasks);
        all.put(
                "spokes.register",
                (body, caller) -> Future.succeededFuture(
                        new JsonObject().put("spokeId", core.desk().register(SpokeShape.read(body, "")))));
        all.put("spokes.heartbeat", (body, caller) -> {
            core.desk().heartbeat(body.getString("spokeId"));
            return Future.succeededFuture(new JsonObject());
        });
        all.forEach((operation, does) -> {
            world.network()
                    .listen(name, begun.process, address(operation), message -> answer(operation, does, message));
            world.network()
                    .listen(
                            name,
                            begun.process,
                            forOthers(operation),
                            message -> mine(operation, does, message).map(answer -> (Object) answer));
        });
        every(begun.process, Math.min(TICK_MS, Math.max(10, config.spokes().leaseMs() / 6)), core::tick);
        every(begun.process, WAKE_MS, core::wakeAll);
        every(begun.process, WAKE_MS, core::savePolicy);
    }

    /** Where this hub listens for an operation; clients choose a hub, as by its HTTP address. */
    String address(String operation) {
        return name + "." + operation;
    }

    /** Where it listens for what the other hubs ask. */
    private String forOthers(String operation) {
        return address(operation) + ".for-others";
    }

    private Future<Object> answer(String operation, Operation does, JsonObject message) {
        if (operation.equals("tasks.resolve") && !message.getJsonObject("body").getBoolean("done")) {
            world.laws().calls().permitted(message.getJsonObject("body").getString("taskId"));
        }
        var self = java.util.Objects.requireNonNull(life).process;
        return mine(operation, does, message)
                .recover(e -> TaskDoor.isForOthers(operation, (ApiError) e)
                        ? others(self, world.hubs().iterator(), operation, message, (ApiError) e)
                        : Future.failedFuture(e))
                .map(answer -> {
                    if (operation.startsWith("tasks.")) {
                        world.laws().answered(this, operation, answer);
                    }
                    return (Object) answer;
                });
    }

    private Future<JsonObject> mine(String operation, Operation does, JsonObject message) {
        var caller = Caller.local(Optional.ofNullable(message.getString("idempotencyKey")));
        try {
            return does.apply(message.getJsonObject("body"), caller)
                    .recover(e -> Future.failedFuture(checked(operation, e)));
        } catch (RuntimeException e) {
            return Future.failedFuture(checked(operation, e));
        }
    }

    /** Asks the other hubs one after the other, as the product does over the bus; what nobody knows stays refused as it was. */
    private Future<JsonObject> others(
            SimulatedProcess self,
            Iterator<SimulatedHub> hubs,
            String operation,
            JsonObject message,
            ApiError refused) {
        if (!hubs.hasNext()) {
            return Future.failedFuture(refused);
        }
        var other = hubs.next();
        if (other == this) {
            return others(self, hubs, operation, message, refused);
        }
        return world.network()
                .ask(name, self, other.forOthers(operation), message, OTHERS_MICROS)
                .map(answer -> (JsonObject) answer)
                .recover(e -> others(self, hubs, operation, message, refused));
    }

    /** What clients are told; an error that no contract names is a bug. */
    private ApiError checked(String operation, Throwable failure) {
        if (!(failure instanceof ApiError) && !(failure instanceof io.granger.hub.store.StoreFailure)) {
            world.trouble().broke("operations fail with an error of the contract: " + operation, failure);
        }
        return ApiError.of(failure);
    }

    private static void every(SimulatedProcess process, long ms, Runnable what) {
        process.after(ms * MILLI, () -> {
            every(process, ms, what);
            what.run();
        });
    }

    /** The process is gone in this instant, and with it all that was not forced to the disk. */
    void kill() {
        if (!isUp()) {
            return;
        }
        var ended = java.util.Objects.requireNonNull(life);
        world.trouble().tell(name, "is killed");
        ended.process.kill();
        ended.store.lost();
        world.membership().ifPresent(members -> members.died(node()));
        life = null;
    }

    void freeze(long micros) {
        if (isUp()) {
            world.trouble().tell(name, "is frozen for " + micros / MILLI + " ms");
            java.util.Objects.requireNonNull(life).process.freeze(micros);
            world.membership().ifPresent(members -> members.frozen(node(), micros));
        }
    }

    void thaw() {
        if (isUp()) {
            java.util.Objects.requireNonNull(life).process.thaw();
        }
    }

    /** Stops as an operator asks it to: takes nothing more, lets calls end, saves, and is gone. */
    void stop(long drainMs) {
        var stopping = life;
        if (stopping == null || !stopping.process.isAlive() || stopping.isStopping || stopping.core == null) {
            return;
        }
        stopping.isStopping = true;
        world.trouble().tell(name, "is asked to stop");
        stopping.process.after(0, () -> {
            var core = java.util.Objects.requireNonNull(stopping.core);
            core.admission().stop();
            core.custody().ifPresent(CustodyDesk::stop);
            drain(stopping, world.time().nowMs() + drainMs);
        });
    }

    private void drain(Life stopping, long untilMs) {
        var core = java.util.Objects.requireNonNull(stopping.core);
        if (core.inFlight() > 0 && world.time().nowMs() < untilMs) {
            stopping.process.after(DRAIN_LOOK_MS * MILLI, () -> drain(stopping, untilMs));
            return;
        }
        core.savePolicy()
                .onComplete(v -> stopping.store.commit(Change.NONE, e -> {
                    stopping.store.close();
                    stopping.process.kill();
                    world.membership().ifPresent(members -> members.died(node()));
                    if (life == stopping) {
                        life = null;
                    }
                    world.trouble().tell(name, "has stopped");
                }));
    }
}

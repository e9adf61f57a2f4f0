package io.granger.hub;

import io.granger.hub.control.RoutingState;
import io.granger.hub.door.BusDoor;
import io.granger.hub.door.HubOperations;
import io.granger.hub.door.Operation;
import io.granger.hub.door.Operations;
import io.granger.hub.shape.FileGate;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.verticle.Admission;
import io.granger.hub.verticle.CustodyDesk;
import io.granger.hub.verticle.HubCommands;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.HubGauges;
import io.granger.hub.verticle.PackageMembers;
import io.granger.hub.verticle.PolicyGauges;
import io.granger.hub.verticle.TaskRecords;
import io.granger.hub.verticle.Worker;
import io.granger.routing.RoutingMode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The hub's owner thread: everything about tasks, spokes and decisions happens on this verticle's context, one thing at
 * a time. It listens on the event bus; the HTTP door hands its requests over to it.
 */
final class HubVerticle extends VerticleBase {
    private static final long TICK_MS_MAX = 500;
    private static final long WAKE_MS = 5_000;
    private static final long GAUGES_MS = 1_000;
    private static final long SAVE_MS = 5_000;
    private static final long DRAIN_LOOK_MS = 50;

    private final HubParts parts;
    private final Supplier<JsonObject> bufferStats;
    private final Map<String, Operation> learning;
    private final HubGauges gauges;
    private final PolicyGauges policyGauges;

    private final List<Long> timers = new ArrayList<>();
    private HubCore core;
    private Operations operations;

    @SuppressWarnings("NullAway.Init") // the core needs this verticle's context and is made in start
    HubVerticle(HubParts parts, Supplier<JsonObject> bufferStats, Map<String, Operation> learning) {
        this.parts = parts;
        this.bufferStats = bufferStats;
        this.learning = Map.copyOf(learning);
        this.gauges = new HubGauges(parts.meters());
        this.policyGauges = new PolicyGauges(parts.meters());
    }

    @Override
    public Future<?> start() {
        parts.ownerThread().takeOver(context);
        return new Worker(vertx)
                .call(this::stored)
                .map(this::assemble)
                .compose(this::listen)
                .compose(v -> resume());
    }

    @Override
    public Future<?> stop() {
        // A hub that closes has saved already; this is for one whose start failed.
        var saved = core == null
                ? Future.<Void>succeededFuture()
                : core.closePolicy().otherwiseEmpty();
        return saved.onComplete(v -> parts.given().learning().close());
    }

    /**
     * Takes nothing more and lets calls in flight end for so long; completes when what they brought is durable and what
     * was learnt is saved. Safe from any thread.
     */
    Future<Void> drain(long forMs) {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(v -> {
            core.admission().stop();
            core.custody().ifPresent(CustodyDesk::stop);
            drain(parts.clock().getAsLong() + forMs, drained);
        });
        return drained.future();
    }

    private void drain(long untilMs, Promise<Void> drained) {
        if (core.inFlight() > 0 && parts.clock().getAsLong() < untilMs) {
            vertx.setTimer(DRAIN_LOOK_MS, t -> drain(untilMs, drained));
            return;
        }
        // Changes are committed in order: once this one is, so is everything before it.
        Future.join(core.savePolicy(), core.saveRollout())
                .onComplete(v -> parts.store().commit(Change.NONE, e -> drained.complete()));
    }

    /** Saves what was learnt since it drained and does nothing by itself from here on: its store may be closed. Safe from any thread. */
    Future<Void> rest() {
        Promise<Void> saved = Promise.promise();
        context.runOnContext(v -> {
            timers.forEach(vertx::cancelTimer);
            core.closePolicy().onComplete(saved);
        });
        return saved.future();
    }

    /** What decides for most tasks now: the policy that serves, or {@code heuristic}. Owner thread only. */
    String live() {
        var mode = core.control().inForce(RoutingState.GLOBAL, false).mode();
        return mode == RoutingMode.CANARY || mode == RoutingMode.RL
                ? core.policy().policy()
                : "heuristic";
    }

    /** Something about policies that people want to know. Safe from any thread. */
    void tell(String kind, JsonObject details) {
        context.runOnContext(v -> core.log().tell(kind, details));
    }

    /** Tells from now on of every event that is no task's, on the owner thread. Safe from any thread. */
    void hear(BiConsumer<String, JsonObject> hearer) {
        context.runOnContext(v -> core.log().hear(hearer));
    }

    Operations operations() {
        return operations;
    }

    HubCore core() {
        return core;
    }

    private record Stored(java.util.Map<String, String> settings, java.util.Map<String, byte[]> policies) {}

    private Stored stored() {
        var policies = new java.util.HashMap<String, byte[]>();
        HubCore.policyFiles().forEach(name -> parts.store().policy(name).ifPresent(bytes -> policies.put(name, bytes)));
        return new Stored(parts.store().settings(), policies);
    }

    private HubStore assemble(Stored stored) {
        core = new HubCore(
                parts.given(),
                stored.settings(),
                name -> Optional.ofNullable(stored.policies().get(name)));
        return parts.store();
    }

    private Future<Void> listen(HubStore store) {
        var members = new PackageMembers(vertx, parts.policies(), parts.node());
        core.offer(parts.policies(), new Worker(vertx), members::fetch);
        var wiring = new HubOperations(
                vertx, parts.config(), store, core, parts.node(), parts.cluster(), parts.clock(), bufferStats);
        operations = wiring.on(context, learning);
        // Whoever is told of a task by this hub's doors may ask another hub for it, which then asks here.
        var listening = operations.listenForMembers().compose(v -> new BusDoor(vertx, operations).open());
        if (parts.config().cluster().enabled()) {
            listening = Future.join(listening, wiring.follow()).mapEmpty();
            members.open();
        }
        var commands = new HubCommands(vertx, core.desk());
        commands.open(
                parts.config().commandSpokes(),
                new FileGate(parts.config().files().roots()),
                parts.node());
        every(Math.min(TICK_MS_MAX, Math.max(10, parts.config().spokes().leaseMs() / 6)), core::tick);
        every(parts.config().spokes().heartbeatMs(), commands::renew);
        probe();
        every(WAKE_MS, core::wakeAll);
        every(SAVE_MS, core::savePolicy);
        every(GAUGES_MS, this::refreshGauges);
        return listening;
    }

    private void every(long ms, Runnable action) {
        timers.add(vertx.setPeriodic(ms, t -> action.run()));
    }

    /** How late this is tells how long everything else waits for this thread. */
    private void probe() {
        core.admission().probed();
        vertx.setTimer(Admission.PROBE_MS, t -> probe());
    }

    private void refreshGauges() {
        gauges.refresh(
                core.registry(),
                parts.clock().getAsLong(),
                core.inFlight(),
                core.runner().openCount(),
                parts.store().rowCount());
        policyGauges.refresh(
                core.signals(),
                core.policy(),
                core.control().inForce(RoutingState.GLOBAL, false).mode(),
                parts.clock().getAsLong());
    }

    /** What was open when the hub stopped goes on from where it durably stood. */
    private Future<Void> resume() {
        if (core.custody().isPresent()) {
            // The cluster may know better: what is nobody's goes on at whichever hub takes it over.
            core.custody().get().start();
            return Future.succeededFuture();
        }
        return new Worker(vertx).call(() -> parts.store().openTasks()).compose(tasks -> {
            tasks.forEach(record -> core.runner().resume(TaskRecords.state(record)));
            // Changes are committed in order: once this one is, whoever asks is told how the tasks stand now.
            Promise<Void> resumed = Promise.promise();
            parts.store().commit(Change.NONE, e -> resumed.complete());
            return resumed.future();
        });
    }
}

package io.granger.hub.verticle;

import io.granger.hub.control.RoutingControl;
import io.granger.hub.control.RoutingState;
import io.granger.hub.control.RoutingStateJson;
import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.routing.RoutingMode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Where the routing mode is changed, by whomever: in force here at once, then stored and spread to all members; a member that
 * hears of a change stores it too. Owner thread only.
 */
public final class RoutingDesk {
    /** Where members tell each other; not one of the documented addresses. */
    private static final String SPREAD = "granger.members.routing";

    /** The bus may lose what it carries; what was set is told again until all know it. */
    private static final long REMIND_MS = 1_000;

    private final LongSupplier clock;
    private final HubStore store;
    private final RoutingControl control;
    private final PolicyView policy;
    private final EventLog log;
    private final String node;

    /** Nobody else is there until this hub joins. */
    private Consumer<JsonObject> members = state -> {};

    RoutingDesk(
            LongSupplier clock, HubStore store, RoutingControl control, PolicyView policy, EventLog log, String node) {
        this.clock = clock;
        this.store = store;
        this.control = control;
        this.policy = policy;
        this.log = log;
        this.node = node;
    }

    /** What operators have set, and what follows from it. */
    public RoutingControl control() {
        return control;
    }

    /** Hears what other members set, and tells them again and again what is known here. */
    void follow(Vertx vertx) {
        vertx.eventBus().<JsonObject>consumer(SPREAD, message -> {
            if (!node.equals(message.headers().get("node"))) {
                heard(RoutingStateJson.read(message.body()));
            }
        });
        var options = new DeliveryOptions().addHeader("node", node);
        members = state -> vertx.eventBus().publish(SPREAD, state, options);
        if (control.join(control.assigning(clock.getAsLong()))) {
            commit(new AuditRecord(clock.getAsLong(), "member", "routing", "assignment"));
        }
        spread();
        vertx.setPeriodic(REMIND_MS, t -> spread());
    }

    private void heard(RoutingState theirs) {
        if (!control.join(theirs)) {
            // They know less than we do, or the same: tell them only in the first case.
            if (!theirs.join(control.state()).equals(theirs)) {
                spread();
            }
            return;
        }
        commit(new AuditRecord(clock.getAsLong(), "member", "routing", "joined"))
                .onSuccess(v -> log.tell("routing.mode", view(RoutingState.GLOBAL)));
    }

    /** A setting by hand, stamped by this node. Keys fall on arms as they did before, so that a larger share only adds some. */
    public RoutingState.Stamped stamped(String key, RoutingMode mode, double share, String reason, boolean isOverride) {
        var draw =
                control.state().setting(key).map(RoutingState.Stamped::rollout).orElse("");
        return stamped(key, mode, share, reason, isOverride, draw);
    }

    /** A setting of a rollout, by whose id keys fall on arms, stamped by this node. */
    RoutingState.Stamped stamped(
            String key, RoutingMode mode, double share, String reason, boolean isOverride, String rollout) {
        return new RoutingState.Stamped(mode, share, reason, isOverride, after(key, clock.getAsLong()), node, rollout);
    }

    /** Two settings within one millisecond on one node must still have an order. */
    private long after(String key, long nowMs) {
        return control.state()
                .setting(key)
                .map(s -> Math.max(nowMs, s.atMs() + 1))
                .orElse(nowMs);
    }

    /** Puts a state in force; completes when it is durable. */
    public Future<Void> change(RoutingState next, AuditRecord audit) {
        // In force here before it is durable: a stop must not wait for a slow disk.
        control.join(next);
        var stored = commit(audit);
        spread();
        log.tell("routing.mode", view(RoutingState.GLOBAL));
        return stored;
    }

    private Future<Void> commit(AuditRecord audit) {
        Promise<Void> done = Promise.promise();
        var setting = Map.of(
                HubCore.ROUTING_SETTING, RoutingStateJson.write(control.state()).encode());
        store.commit(Change.settings(setting).withAudit(audit), error -> {
            if (error == null) {
                done.complete();
            } else {
                done.fail(error);
            }
        });
        return done.future();
    }

    private void spread() {
        members.accept(RoutingStateJson.write(control.state()));
    }

    /** The setting in force for a pipeline, or for all where none is named. */
    public JsonObject view(String pipeline) {
        var inForce = control.inForce(pipeline, false);
        var state = control.state();
        var view = new JsonObject()
                .put("mode", inForce.mode().word())
                .put("share", control.share(inForce))
                .put("holdout", control.holdout())
                .put("origin", inForce.origin().word())
                .put("stopped", state.stop().isStopped());
        state.setting(pipeline).ifPresent(s -> view.put("reason", s.reason()));
        if (state.stop().isStopped()) {
            view.put("stopReason", state.stop().reason());
        }
        if (!pipeline.equals(RoutingState.GLOBAL)) {
            return view.put("pipeline", pipeline);
        }
        var own = new JsonArray();
        state.settings().keySet().stream()
                .filter(key -> !key.equals(RoutingState.GLOBAL))
                .sorted()
                .forEach(key -> own.add(view(key)));
        return view.put("pipelines", own)
                .put("policy", new JsonObject().put("version", policy.policy()).put("revision", policy.revision()));
    }
}

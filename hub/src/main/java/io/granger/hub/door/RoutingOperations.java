package io.granger.hub.door;

import io.granger.hub.control.RoutingControl;
import io.granger.hub.control.RoutingState;
import io.granger.hub.control.RoutingStateJson;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.RoutingShape;
import io.granger.hub.shape.TaskShape;
import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.RowJson;
import io.granger.hub.verticle.DryRun;
import io.granger.hub.verticle.EventLog;
import io.granger.hub.verticle.Intake;
import io.granger.hub.verticle.PipelineBook;
import io.granger.hub.verticle.PolicyView;
import io.granger.routing.RoutingMode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What operators ask about routing. A change is stored first and then spread to all members; a member that hears of one
 * stores it too. Owner thread only.
 */
final class RoutingOperations {
    /** Name of the setting in the store. */
    static final String SETTING = "routing";

    /** Where members tell each other; not one of the documented addresses. */
    private static final String SPREAD = "granger.members.routing";

    private final Vertx vertx;
    private final LongSupplier clock;
    private final HubStore store;
    private final RoutingControl control;
    private final PipelineBook pipelines;
    private final Intake intake;
    private final DryRun dryRun;
    private final PolicyView policy;
    private final EventLog log;
    private final String node;
    private final double defaultShare;
    private final int maxSteps;

    RoutingOperations(
            Vertx vertx,
            LongSupplier clock,
            HubStore store,
            RoutingControl control,
            PipelineBook pipelines,
            Intake intake,
            DryRun dryRun,
            PolicyView policy,
            EventLog log,
            String node,
            double defaultShare,
            int maxSteps) {
        this.vertx = vertx;
        this.clock = clock;
        this.store = store;
        this.control = control;
        this.pipelines = pipelines;
        this.intake = intake;
        this.dryRun = dryRun;
        this.policy = policy;
        this.log = log;
        this.node = node;
        this.defaultShare = defaultShare;
        this.maxSteps = maxSteps;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "routing.get",
                (body, caller) -> Future.succeededFuture(view(RoutingState.GLOBAL)),
                "routing.set",
                this::set,
                "routing.stop",
                this::stop,
                "routing.dryrun",
                (body, caller) -> dryRun(body));
    }

    /** Hears what other members set, and asks them once what they know. */
    void follow() {
        vertx.eventBus().<JsonObject>consumer(SPREAD, message -> {
            if (!node.equals(message.headers().get("node"))) {
                heard(RoutingStateJson.read(message.body()));
            }
        });
        spread();
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

    private Future<JsonObject> set(JsonObject body, Caller caller) {
        var asked = RoutingShape.read(body, control.holdout());
        asked.pipeline().ifPresent(pipelines::named);
        var key = asked.pipeline().orElse(RoutingState.GLOBAL);
        if (asked.mode().equals(Optional.of(RoutingMode.RL)) && !asked.override()) {
            throw ApiError.at(
                    ErrorCode.GATE_NOT_PASSED,
                    "mode",
                    "rl needs a passed gate, and policy " + policy.policy()
                            + " has none; an operator may take it on with override and a reason");
        }
        long nowMs = clock.getAsLong();
        var next = control.state();
        if (asked.resume() && next.stop().isStopped()) {
            next = next.resumed(asked.reason(), nowMs);
        }
        if (asked.mode().isPresent()) {
            var mode = asked.mode().get();
            double share = asked.share().orElse(mode == RoutingMode.CANARY ? currentShare(key) : 0);
            next = next.with(
                    key,
                    new RoutingState.Stamped(mode, share, asked.reason(), asked.override(), after(key, nowMs), node));
        }
        return change(next, caller, "mode", body).map(v -> view(key));
    }

    /** A canary asked for without a share keeps the one it had. */
    private double currentShare(String key) {
        double share = control.state()
                .setting(key)
                .filter(s -> s.mode() == RoutingMode.CANARY)
                .map(RoutingState.Stamped::share)
                .orElse(defaultShare);
        return Math.min(share, 1 - control.holdout());
    }

    /** Two settings within one millisecond on one node must still have an order. */
    private long after(String key, long nowMs) {
        return control.state()
                .setting(key)
                .map(s -> Math.max(nowMs, s.atMs() + 1))
                .orElse(nowMs);
    }

    private Future<JsonObject> stop(JsonObject body, Caller caller) {
        var reason = RoutingShape.stop(body);
        return change(control.state().stopped(reason, clock.getAsLong()), caller, "stop", body)
                .map(v -> view(RoutingState.GLOBAL));
    }

    private Future<Void> change(RoutingState next, Caller caller, String action, JsonObject body) {
        // In force here before it is durable: a stop must not wait for a slow disk.
        control.join(next);
        var stored = commit(new AuditRecord(clock.getAsLong(), caller.principal(), action, body.encode()));
        spread();
        log.tell("routing.mode", view(RoutingState.GLOBAL));
        return stored;
    }

    private Future<Void> commit(AuditRecord audit) {
        Promise<Void> done = Promise.promise();
        var setting = Map.of(SETTING, RoutingStateJson.write(control.state()).encode());
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
        vertx.eventBus()
                .publish(
                        SPREAD,
                        RoutingStateJson.write(control.state()),
                        new io.vertx.core.eventbus.DeliveryOptions().addHeader("node", node));
    }

    /** The setting in force for a pipeline, or for all where none is named. */
    private JsonObject view(String pipeline) {
        var inForce = control.inForce(pipeline, false);
        var state = control.state();
        var view = new JsonObject()
                .put("mode", inForce.mode().word())
                .put("share", inForce.share())
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

    private Future<JsonObject> dryRun(JsonObject body) {
        var request = TaskShape.read(body, maxSteps);
        var spec = intake.spec(request, Optional.empty());
        var decisions = new JsonArray();
        dryRun.decisions(spec, request.input()).forEach(d -> decisions.add(RowJson.decision(d)));
        return Future.succeededFuture(new JsonObject()
                .put("mode", spec.mode().word())
                .put("arm", spec.arm().word())
                .put("decisions", decisions));
    }
}

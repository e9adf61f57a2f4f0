package io.granger.hub.door;

import io.granger.hub.control.RoutingControl;
import io.granger.hub.control.RoutingState;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.RoutingShape;
import io.granger.hub.shape.TaskShape;
import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.RowJson;
import io.granger.hub.verticle.DryRun;
import io.granger.hub.verticle.Intake;
import io.granger.hub.verticle.PipelineBook;
import io.granger.hub.verticle.PolicyView;
import io.granger.hub.verticle.RoutingDesk;
import io.granger.routing.RoutingMode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What operators ask about routing. Owner thread only. */
final class RoutingOperations {
    private final LongSupplier clock;
    private final RoutingDesk desk;
    private final RoutingControl control;
    private final PipelineBook pipelines;
    private final Intake intake;
    private final DryRun dryRun;
    private final PolicyView policy;
    private final double defaultShare;
    private final int maxSteps;

    RoutingOperations(
            LongSupplier clock,
            RoutingDesk desk,
            PipelineBook pipelines,
            Intake intake,
            DryRun dryRun,
            PolicyView policy,
            double defaultShare,
            int maxSteps) {
        this.clock = clock;
        this.desk = desk;
        this.control = desk.control();
        this.pipelines = pipelines;
        this.intake = intake;
        this.dryRun = dryRun;
        this.policy = policy;
        this.defaultShare = defaultShare;
        this.maxSteps = maxSteps;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "routing.get",
                (body, caller) -> Future.succeededFuture(desk.view(RoutingState.GLOBAL)),
                "routing.set",
                this::set,
                "routing.stop",
                this::stop,
                "routing.dryrun",
                (body, caller) -> dryRun(body));
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
            next = next.with(key, desk.stamped(key, mode, share, asked.reason(), asked.override()));
        }
        return change(next, caller, "mode", body).map(v -> desk.view(key));
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

    private Future<JsonObject> stop(JsonObject body, Caller caller) {
        var reason = RoutingShape.stop(body);
        return change(control.state().stopped(reason, clock.getAsLong()), caller, "stop", body)
                .map(v -> desk.view(RoutingState.GLOBAL));
    }

    private Future<Void> change(RoutingState next, Caller caller, String action, JsonObject body) {
        return desk.change(next, new AuditRecord(clock.getAsLong(), caller.principal(), action, body.encode()));
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

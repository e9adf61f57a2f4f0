package io.granger.hub.door;

import io.granger.hub.control.Rollout;
import io.granger.hub.control.RolloutEvent;
import io.granger.hub.control.RolloutMachine;
import io.granger.hub.control.RolloutPlan;
import io.granger.hub.control.RoutingState;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.shape.RolloutShape;
import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.HubStore;
import io.granger.hub.verticle.PipelineBook;
import io.granger.hub.verticle.PolicyShelf;
import io.granger.hub.verticle.RolloutDesk;
import io.granger.hub.verticle.RoutingDesk;
import io.granger.hub.verticle.Worker;
import io.granger.routing.RoutingMode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** What operators ask about the rollout of a policy, and who did what. Owner thread only. */
final class RolloutOperations {
    private static final int AUDIT_MAX = 1_000;
    private static final int AUDIT_DEFAULT = 100;

    private final LongSupplier clock;
    private final Worker worker;
    private final HubStore store;
    private final RolloutDesk desk;
    private final RoutingDesk routing;
    private final PipelineBook pipelines;
    private final PolicyShelf shelf;
    private final RolloutPlan plan;

    RolloutOperations(
            LongSupplier clock,
            Worker worker,
            HubStore store,
            RolloutDesk desk,
            RoutingDesk routing,
            PipelineBook pipelines,
            PolicyShelf shelf,
            RolloutPlan plan) {
        this.clock = clock;
        this.worker = worker;
        this.store = store;
        this.desk = desk;
        this.routing = routing;
        this.pipelines = pipelines;
        this.shelf = shelf;
        this.plan = plan;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "rollout.get",
                (body, caller) -> Future.succeededFuture(view()),
                "policies.promote",
                this::promote,
                "policies.rollback",
                this::rollback,
                "audit.list",
                (body, caller) -> audit(body));
    }

    private JsonObject view() {
        return RolloutView.of(desk, routing.control().state(), clock.getAsLong());
    }

    private Future<JsonObject> promote(JsonObject body, Caller caller) {
        var asked = RolloutShape.promote(body);
        asked.pipeline().ifPresent(pipelines::named);
        var standing = standing(asked.version());
        var running = desk.book().map(b -> b.rollout()).filter(Rollout::isRunning);
        return (running.isPresent()
                        ? promoted(running.get(), asked, standing.isPassed(), caller)
                        : begun(asked, standing, caller))
                .map(v -> view());
    }

    private Future<Void> begun(RolloutShape.Asked asked, PolicyShelf.Standing standing, Caller caller) {
        if (standing.needsGate() && !standing.isPassed() && !asked.override()) {
            throw refused("policy " + asked.version() + " passed no gate: " + standing.why()
                    + "; an operator may take it on with override and a reason");
        }
        long untilMs = desk.book().map(b -> b.rollout().cooldownUntilMs()).orElse(0L);
        if (untilMs > clock.getAsLong() && !asked.override()) {
            throw refused("a rollout was taken back and nothing is rolled out before " + Instant.ofEpochMilli(untilMs)
                    + "; an operator may go on with override and a reason");
        }
        return desk.begin(
                asked.version(),
                asked.pipeline().orElse(RoutingState.GLOBAL),
                plan,
                standing.isPassed() || asked.override(),
                caller.principal(),
                asked.reason());
    }

    private Future<Void> promoted(Rollout running, RolloutShape.Asked asked, boolean isPassed, Caller caller) {
        boolean isAnother = !running.policy().equals(asked.version())
                || asked.pipeline().filter(p -> !p.equals(running.scope())).isPresent();
        if (isAnother) {
            throw refused("policy " + running.policy() + " is being rolled out"
                    + (running.scope().equals(RoutingState.GLOBAL) ? "" : " for pipeline " + running.scope())
                    + "; take it back first");
        }
        boolean mayLead = asked.override() || isPassed;
        RolloutMachine.refusal(running, mayLead).ifPresent(why -> {
            throw refused(why);
        });
        return desk.apply(
                new RolloutEvent.Promoted(clock.getAsLong(), caller.principal(), asked.reason(), mayLead),
                caller.principal());
    }

    private Future<JsonObject> rollback(JsonObject body, Caller caller) {
        var asked = RolloutShape.rollback(body);
        asked.pipeline().ifPresent(pipelines::named);
        standing(asked.version());
        var running = desk.book()
                .map(b -> b.rollout())
                .filter(r -> r.isRunning() && r.policy().equals(asked.version()));
        return (running.isPresent()
                        ? desk.apply(
                                new RolloutEvent.RolledBack(clock.getAsLong(), caller.principal(), asked.reason()),
                                caller.principal())
                        : heuristic(asked, body, caller))
                .map(v -> view());
    }

    /** There is a way back also for a mode that was set by hand. */
    private Future<Void> heuristic(RolloutShape.Asked asked, JsonObject body, Caller caller) {
        var scope = asked.pipeline().orElse(RoutingState.GLOBAL);
        var setting = routing.stamped(scope, RoutingMode.HEURISTIC, 0, asked.reason(), false);
        return routing.change(
                routing.control().state().with(scope, setting),
                new AuditRecord(clock.getAsLong(), caller.principal(), "policy.rolledback", body.encode()));
    }

    private PolicyShelf.Standing standing(String version) {
        return shelf.standing(version)
                .orElseThrow(
                        () -> ApiError.at(ErrorCode.POLICY_UNKNOWN, "version", "there is no policy '" + version + "'"));
    }

    private static ApiError refused(String why) {
        return ApiError.of(ErrorCode.GATE_NOT_PASSED, why);
    }

    private Future<JsonObject> audit(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("limit"));
        int limit = (int) fields.whole("limit", 1, AUDIT_MAX, AUDIT_DEFAULT);
        return worker.call(() -> store.audit(limit)).map(records -> {
            var list = new JsonArray();
            records.forEach(r -> list.add(record(r)));
            return new JsonObject().put("audit", list);
        });
    }

    private static JsonObject record(AuditRecord r) {
        return new JsonObject()
                .put("at", Instant.ofEpochMilli(r.atMs()).toString())
                .put("who", r.who())
                .put("action", r.action())
                .put("details", r.body().startsWith("{") ? new JsonObject(r.body()) : r.body());
    }
}

package io.granger.hub.door;

import io.granger.hub.task.StepRecord;
import io.granger.hub.task.TaskEnd;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.verticle.HandedOver;
import io.granger.hub.verticle.JsonPayload;
import io.granger.task.StepSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A task as clients see it (CONTRACT section 1). */
public final class TaskView {
    /** Most that a view has. */
    private static final int FIELDS = 24;

    private TaskView() {}

    /** The whole view. */
    public static JsonObject of(TaskState s, String durability) {
        var spec = s.spec();
        var view = new HandedOver(FIELDS)
                .put("taskId", spec.taskId())
                .put("pipeline", spec.pipeline().name())
                .put("state", s.status().word())
                .put("why", s.why());
        s.waiting().ifPresent(w -> {
            var waiting = new JsonObject().put("reason", w.reason().word());
            w.untilMs().ifPresent(until -> waiting.put("until", time(until)));
            view.put("waiting", waiting);
        });
        s.result().ifPresent(r -> view.put("result", JsonPayload.json(r).copy()));
        s.end()
                .flatMap(TaskEnd::error)
                .ifPresent(e ->
                        view.put("error", new JsonObject().put("code", e.code()).put("message", e.message())));
        var steps = new JsonArray();
        s.steps().forEach(r -> steps.add(step(r)));
        var chain = new JsonArray();
        s.chain().steps().stream().map(StepSpec::label).forEach(chain::add);
        view.put("steps", steps)
                .put("chain", chain)
                .put("mode", spec.mode().word())
                .put("arm", spec.arm().word())
                .put("policy", s.policy())
                .put("preset", spec.preset().word())
                .put("priority", spec.priority())
                .put("durability", durability)
                .put("costTotal", s.costTotal())
                .put("recovered", s.recovered() && s.status() == TaskStatus.COMPLETED)
                .put("epoch", s.epoch())
                .put("createdAt", time(spec.createdAtMs()))
                .put("deadlineAt", time(spec.deadlineAtMs()));
        s.end().ifPresent(e -> view.put("finishedAt", time(e.atMs())));
        spec.key().ifPresent(k -> view.put("key", k));
        spec.retryOf().ifPresent(t -> view.put("retryOf", t));
        return view;
    }

    private static JsonObject step(StepRecord r) {
        var step = new JsonObject().put("stepId", r.stepId()).put("capability", r.capability());
        if (!r.candidate().isEmpty()) {
            step.put("spoke", r.candidate().substring(0, r.candidate().indexOf('/')))
                    .put("instance", r.instance());
        }
        step.put("attempt", r.attempt()).put("ms", r.ms()).put("outcome", r.outcome());
        r.quality().ifPresent(q -> step.put("quality", q));
        r.cost().ifPresent(c -> step.put("cost", c));
        return step;
    }

    /** A time as RFC 3339. */
    static String time(long epochMs) {
        return Rfc3339.of(epochMs);
    }
}

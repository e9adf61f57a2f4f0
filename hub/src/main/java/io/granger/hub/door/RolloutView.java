package io.granger.hub.door;

import io.granger.hub.control.PlaceEvidence;
import io.granger.hub.control.Rollout;
import io.granger.hub.control.RoutingState;
import io.granger.hub.verticle.RolloutDesk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** A rollout as operators see it. */
final class RolloutView {
    private static final List<String> MEASURES = List.of("reward", "success", "latency");

    private RolloutView() {}

    static JsonObject of(RolloutDesk desk, RoutingState routing, long nowMs) {
        return desk.book()
                .map(book -> of(book.rollout(), book.evidence(), routing, nowMs)
                        .put(
                                "failures",
                                new JsonObject()
                                        .put("asked", (long) desk.budget().asked())
                                        .put("failed", (long) desk.budget().failed())
                                        .put("share", desk.budget().share())))
                .orElseGet(() -> new JsonObject().put("status", "none"));
    }

    private static JsonObject of(Rollout r, PlaceEvidence evidence, RoutingState routing, long nowMs) {
        var plan = r.plan();
        var view = new JsonObject()
                .put(
                        "status",
                        r.cooldownUntilMs() > nowMs ? "cooldown" : r.status().word())
                .put("policy", r.policy())
                .put("rollout", r.id())
                .put("stage", r.stage())
                .put("mode", plan.mode(r.place()).word())
                .put("share", plan.share(r.place()))
                .put("verdict", r.verdict())
                .put("stopped", routing.stop().isStopped())
                .put("mayLead", r.mayLead())
                .put("startedAt", time(r.startedAtMs()))
                .put("stageSince", time(r.placeSinceMs()))
                .put("judge", r.judge())
                .put("keys", keys(r, evidence))
                .put("sampleRatio", evidence.isRatioWrong() ? "wrong" : "as it should be")
                .put("measures", measures(evidence))
                .put("stages", stages(r));
        if (!r.scope().equals(RoutingState.GLOBAL)) {
            view.put("pipeline", r.scope());
        }
        if (r.endedAtMs() > 0) {
            view.put("endedAt", time(r.endedAtMs()));
        }
        if (r.cooldownUntilMs() > nowMs) {
            view.put("cooldownUntil", time(r.cooldownUntilMs()));
        }
        return view;
    }

    private static JsonObject keys(Rollout r, PlaceEvidence evidence) {
        return new JsonObject()
                .put("treated", evidence.treated())
                .put("compared", evidence.others())
                .put("needed", r.plan().minKeys())
                .put("open", evidence.openCount())
                .put("censored", evidence.censored());
    }

    /** Difference of the means, and how often the stake was multiplied by whoever bet on better and on worse. */
    private static JsonArray measures(PlaceEvidence evidence) {
        var measures = new JsonArray();
        for (int i = 0; i < MEASURES.size(); i++) {
            var sequence = evidence.sequence(i);
            var measure = new JsonObject().put("measure", MEASURES.get(i));
            if (Double.isFinite(sequence.difference())) {
                measure.put("difference", sequence.difference());
            }
            measures.add(measure.put("better", sequence.betterWealth()).put("worse", sequence.worseWealth()));
        }
        return measures;
    }

    private static JsonArray stages(Rollout r) {
        var stages = new JsonArray();
        for (int place = 0; place <= r.plan().last(); place++) {
            stages.add(r.plan().word(place));
        }
        return stages;
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}

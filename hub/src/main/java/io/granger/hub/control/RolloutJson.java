package io.granger.hub.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rollout with its sums, as the store keeps it and members exchange it. */
final class RolloutJson {
    private RolloutJson() {}

    static JsonObject write(Rollout rollout, PlaceEvidence evidence) {
        var open = new JsonObject();
        evidence.open().forEach(open::put);
        var sums = evidence.sums();
        return rollout(rollout)
                .put("open", open)
                .put(
                        "sums",
                        new JsonObject()
                                .put("since", array(sums.since()))
                                .put("watch", array(sums.watch()))
                                .put("ratio", array(sums.ratio()))
                                .put("counts", array(sums.counts())));
    }

    private static JsonObject rollout(Rollout r) {
        return new JsonObject()
                .put("id", r.id())
                .put("policy", r.policy())
                .put("scope", r.scope())
                .put("plan", plan(r.plan()))
                .put("mayLead", r.mayLead())
                .put("place", r.place())
                .put("status", r.status().word())
                .put("startedAtMs", r.startedAtMs())
                .put("placeSinceMs", r.placeSinceMs())
                .put("endedAtMs", r.endedAtMs())
                .put("verdict", r.verdict())
                .put("judge", r.judge())
                .put("term", r.term())
                .put("turn", r.turn());
    }

    private static JsonObject plan(RolloutPlan plan) {
        return new JsonObject()
                .put("shares", new JsonArray(plan.shares()))
                .put("minKeys", plan.minKeys())
                .put("alphaPromote", plan.alphaPromote())
                .put("alphaRollback", plan.alphaRollback())
                .put("cooldownMs", plan.cooldownMs())
                .put("maxCensored", plan.maxCensored())
                .put("holdout", plan.holdout());
    }

    static Rollout rollout(JsonObject json) {
        var plan = json.getJsonObject("plan");
        List<Double> shares = plan.getJsonArray("shares").stream()
                .map(share -> ((Number) share).doubleValue())
                .toList();
        return new Rollout(
                json.getString("id"),
                json.getString("policy"),
                json.getString("scope"),
                new RolloutPlan(
                        shares,
                        plan.getInteger("minKeys"),
                        plan.getDouble("alphaPromote"),
                        plan.getDouble("alphaRollback"),
                        plan.getLong("cooldownMs"),
                        plan.getDouble("maxCensored"),
                        plan.getDouble("holdout")),
                json.getBoolean("mayLead"),
                json.getInteger("place"),
                Rollout.Status.of(json.getString("status")),
                json.getLong("startedAtMs"),
                json.getLong("placeSinceMs"),
                json.getLong("endedAtMs"),
                json.getString("verdict"),
                json.getString("judge"),
                json.getLong("term"),
                json.getLong("turn"));
    }

    static PlaceEvidence evidence(JsonObject json, KeyChunks keys) {
        var rollout = rollout(json);
        var sums = json.getJsonObject("sums");
        Map<String, Boolean> open = new HashMap<>();
        json.getJsonObject("open").forEach(entry -> open.put(entry.getKey(), (Boolean) entry.getValue()));
        return PlaceEvidence.restore(
                rollout.plan(),
                rollout.place(),
                new PlaceEvidence.Sums(
                        array(sums, "since"), array(sums, "watch"), array(sums, "ratio"), array(sums, "counts")),
                keys.all(),
                open);
    }

    private static JsonArray array(double... values) {
        var array = new JsonArray();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    private static double[] array(JsonObject json, String name) {
        return json.getJsonArray(name).stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }
}

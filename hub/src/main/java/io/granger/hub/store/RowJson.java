package io.granger.hub.store;

import io.granger.routing.CandidateEntry;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.granger.routing.Shadow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The contract's JSON of decisions, experience rows and outcomes.
 *
 * <p>Beyond the contract a candidate also shows {@code facts} and {@code spread}, a decision {@code floor}, {@code heuristic},
 * {@code fallback} and {@code turn}: what a replay needs. A number that is not finite is left out, or null inside an array. Pure.
 */
public final class RowJson {

    /** Value of {@code schema} in a row. */
    public static final String EXPERIENCE = "granger.experience/1";

    /** Value of {@code schema} in an outcome. */
    public static final String OUTCOME = "granger.outcome/1";

    private RowJson() {}

    /** A decision as it was opened; a closed one is better shown as its row. */
    public static JsonObject decision(Decision decision) {
        JsonObject json = new JsonObject();
        putDecision(json, decision, Optional.empty());
        return json;
    }

    /** A row: its decision and how it closed. */
    public static JsonObject row(ExperienceRow row) {
        JsonObject json = new JsonObject().put("schema", EXPERIENCE);
        putDecision(json, row.decision(), row.instance());
        json.put("k", row.k())
                .put("durationMs", row.durationMs())
                .put("rewardParts", parts(row.parts()))
                .put("reward", finite(row.reward()));
        if (row.targets().length > 0) {
            json.put("targets", array(row.targets()));
        }
        if (row.nextState().isPresent()) {
            json.put(
                    "nextState",
                    state(
                            row.nextLayout().orElse(row.decision().layout()),
                            row.nextState().get()));
        }
        return json.put("terminated", row.terminated())
                .put("truncated", row.truncated())
                .put("cause", row.cause().word())
                .put("closedAt", time(row.closedAtMs()));
    }

    /** An outcome. */
    public static JsonObject outcome(OutcomeRow outcome) {
        JsonObject json = new JsonObject()
                .put("schema", OUTCOME)
                .put("decisionId", outcome.decisionId())
                .put("source", outcome.source())
                .put("key", outcome.key())
                .put("at", time(outcome.atMs()));
        outcome.score().ifPresent(score -> json.put("score", finite(score)));
        RewardParts parts = outcome.parts();
        if (parts.success().isPresent()
                || parts.latency().isPresent()
                || parts.quality().isPresent()
                || parts.cost().isPresent()) {
            json.put("parts", parts(parts));
        }
        return json.put("trust", finite(outcome.trust()));
    }

    private static void putDecision(JsonObject json, Decision d, Optional<String> instance) {
        json.put("decisionId", d.decisionId())
                .put("taskId", d.taskId())
                .put("epoch", d.epoch())
                .put("seq", d.seq())
                .put("level", d.level().word())
                .put("at", time(d.atMs()))
                .put("pipeline", d.pipeline());
        d.capability().ifPresent(capability -> json.put("capability", capability));
        json.put("optionId", d.optionId())
                .put("state", state(d.layout(), d.state()))
                .put("candidates", candidates(d, instance))
                .put("chosen", d.chosen())
                .put("propensity", finite(d.propensity()))
                .put("draw", finite(d.draw()))
                .put("seedId", d.seedId())
                .put("policy", d.policy())
                .put("revision", d.revision())
                .put("floor", finite(d.floor()))
                .put("mode", d.mode().word())
                .put("arm", d.arm().word())
                .put("heuristic", d.heuristic())
                .put("heuristicChoice", d.heuristicChoice());
        d.shadow().ifPresent(shadow -> json.put("shadow", shadow(shadow)));
        d.fallback().ifPresent(fallback -> json.put("fallback", fallback));
        json.put("preset", d.preset().word()).put("turn", d.turn());
    }

    private static JsonArray candidates(Decision d, Optional<String> instance) {
        List<CandidateEntry> entries = d.candidates();
        JsonArray array = new JsonArray();
        for (int i = 0; i < entries.size(); i++) {
            array.add(candidate(entries.get(i), i == d.chosen() ? instance : Optional.empty()));
        }
        return array;
    }

    private static JsonObject candidate(CandidateEntry entry, Optional<String> instance) {
        JsonObject json = new JsonObject().put("id", entry.id());
        instance.ifPresent(name -> json.put("instance", name));
        json.put("features", array(entry.features()))
                .put("facts", entry.facts())
                .put("eligible", entry.eligible());
        if (entry.mask().isPresent()) {
            json.put("mask", entry.mask().get().word());
        } else if (entry.breakerLast()) {
            json.put("mask", "breaker-last");
        }
        if (Double.isFinite(entry.score())) {
            json.put("score", entry.score());
        }
        if (Double.isFinite(entry.spread())) {
            json.put("spread", entry.spread());
        }
        return json.put("probability", finite(entry.probability()));
    }

    private static JsonObject shadow(Shadow shadow) {
        return new JsonObject()
                .put("policy", shadow.policy())
                .put("revision", shadow.revision())
                .put("chosen", shadow.chosen())
                .put("probabilities", array(shadow.probabilities()));
    }

    private static JsonObject state(String layout, float[] raw) {
        return new JsonObject().put("layout", layout).put("raw", array(raw));
    }

    private static JsonObject parts(RewardParts parts) {
        return new JsonObject()
                .put("success", orNull(parts.success()))
                .put("latency", orNull(parts.latency()))
                .put("quality", orNull(parts.quality()))
                .put("cost", orNull(parts.cost()));
    }

    private static JsonArray array(float[] values) {
        JsonArray array = new JsonArray();
        for (float value : values) {
            if (Float.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
        return array;
    }

    private static JsonArray array(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(finite(value));
        }
        return array;
    }

    private static @Nullable Double orNull(OptionalDouble part) {
        return part.isPresent() ? finite(part.getAsDouble()) : null;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String time(long atMs) {
        return Instant.ofEpochMilli(atMs).toString();
    }
}

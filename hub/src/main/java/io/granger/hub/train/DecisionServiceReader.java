package io.granger.hub.train;

import static io.granger.hub.train.DecisionServiceJson.bad;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.store.RowJson;
import io.granger.hub.store.RowJsonReader;
import io.granger.task.Preset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one line of decision-service JSON whose features are the hub's, from this or another hub or made for it.
 *
 * <p>{@code granger} must name {@code level}, {@code pipeline} and, on a step, {@code capability}; all else in it may be absent. A
 * line without parts of a reward is given targets that are all {@code (1 - cost) / 2}, which score to its reward under every preset.
 */
final class DecisionServiceReader {
    private static final double TOLERANCE = 1e-6;

    private final JsonObject line;
    private final JsonObject granger;
    private final JsonArray actions;

    DecisionServiceReader(JsonObject line) {
        this.line = line;
        this.granger = object(line, DecisionServiceJson.GRANGER, "");
        JsonObject context = object(line, "c", "");
        if (!(context.getValue("_multi") instanceof JsonArray multi) || multi.isEmpty()) {
            throw bad("c._multi", "must be a list of at least one action");
        }
        this.actions = multi;
    }

    LoggedRow row() {
        int chosen = (int) whole(line, "_labelIndex", actions.size() - 1L);
        double cost = number(line, "_label_cost", -1, 1);
        double[] probabilities = probabilities(chosen);
        JsonObject state = object(object(line, "c", ""), "state", "c.");
        JsonObject json = defaults(chosen, cost);
        granger.forEach(entry -> json.put(entry.getKey(), entry.getValue()));
        json.put("schema", RowJson.EXPERIENCE)
                .put("at", line.getValue("Timestamp"))
                .put("decisionId", line.getValue("EventId"))
                .put(
                        "state",
                        new JsonObject()
                                .put("layout", state.getValue(DecisionServiceJson.LAYOUT))
                                .put("raw", DecisionServiceJson.dense(state, "c.state")))
                .put("candidates", candidates(probabilities))
                .put("chosen", chosen)
                .put("heuristicChoice", chosen)
                .put("propensity", probabilities[chosen])
                .put("reward", 0 - cost);
        return new LoggedRow(RowJsonReader.row(json), List.of(), false);
    }

    /** What a line from elsewhere may leave out. */
    private JsonObject defaults(int chosen, double cost) {
        double target = (1 - cost) / 2;
        String eventId = String.valueOf(line.getValue("EventId"));
        JsonObject none = new JsonObject();
        return new JsonObject()
                .put("taskId", eventId.contains(".") ? eventId.substring(0, eventId.lastIndexOf('.')) : eventId)
                .put("epoch", 1)
                .put("seq", 1)
                .put("optionId", "")
                .put("draw", 0)
                .put("seedId", "elsewhere")
                .put("policy", "elsewhere")
                .put("revision", 0)
                .put("mode", "heuristic")
                .put("arm", "none")
                .put("preset", Preset.BALANCED.word())
                .put("k", 1)
                .put("durationMs", 0)
                .put("rewardParts", none)
                .put("targets", new JsonArray(List.of(target, target, target, target)))
                .put("terminated", true)
                .put("truncated", false)
                .put("cause", cost == 1 ? "exhausted" : "goal");
    }

    private JsonArray candidates(double[] probabilities) {
        JsonArray candidates = new JsonArray();
        for (int i = 0; i < actions.size(); i++) {
            String path = "c._multi[" + i + "]";
            JsonObject action = Fields.itemObject(actions.getValue(i), path);
            candidates.add(new JsonObject()
                    .put("id", action.getValue(DecisionServiceJson.TAG))
                    .put(
                            "features",
                            DecisionServiceJson.dense(object(action, "features", path + "."), path + ".features"))
                    .put("eligible", true)
                    .put("probability", probabilities[i]));
        }
        return candidates;
    }

    /** By action, from {@code a} and {@code p}, which must agree with each other and with the label. */
    private double[] probabilities(int chosen) {
        int n = actions.size();
        List<Integer> ranking = ranking();
        JsonArray listed = list("p", n);
        double[] probabilities = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double p = Fields.itemNumber(listed.getValue(i), "p[" + i + "]");
            if (!(p >= 0 && p <= 1)) {
                throw bad("p[" + i + "]", "must be a number from 0 to 1, got " + p);
            }
            probabilities[ranking.get(i) - 1] = p;
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw bad("p", "must sum to 1, sums to " + sum);
        }
        if (ranking.getFirst() != chosen + 1 || whole(line, "_label_Action", n) != chosen + 1) {
            throw bad("_label_Action", "must be _labelIndex + 1 and the first of a");
        }
        if (!(Math.abs(number(line, "_label_probability", 0, 1) - probabilities[chosen]) <= TOLERANCE)) {
            throw bad("_label_probability", "must be the first of p, " + probabilities[chosen]);
        }
        return probabilities;
    }

    private List<Integer> ranking() {
        int n = actions.size();
        List<Integer> ranking = list("a", n).stream()
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast)
                .toList();
        Set<Integer> once = new HashSet<>(ranking);
        if (once.size() != n || once.stream().anyMatch(action -> action < 1 || action > n)) {
            throw bad("a", "must hold each action from 1 to " + n + " once");
        }
        return ranking;
    }

    private JsonArray list(String name, int size) {
        if (line.getValue(name) instanceof JsonArray array && array.size() == size) {
            return array;
        }
        throw bad(name, "must be a list of as many items as c._multi has actions, " + size);
    }

    private static JsonObject object(JsonObject json, String name, String path) {
        if (json.getValue(name) instanceof JsonObject object) {
            return object;
        }
        if (!json.containsKey(name)) {
            throw ApiError.at(ErrorCode.MISSING_FIELD, path + name, "is required");
        }
        throw bad(path + name, "must be an object");
    }

    private static double number(JsonObject json, String name, double min, double max) {
        if (json.getValue(name) instanceof Number number
                && number.doubleValue() >= min
                && number.doubleValue() <= max) {
            return number.doubleValue();
        }
        throw bad(name, "must be a number from " + min + " to " + max);
    }

    private static long whole(JsonObject json, String name, long max) {
        double value = number(json, name, 0, max);
        if (value != Math.rint(value)) {
            throw bad(name, "must be a whole number");
        }
        return (long) value;
    }
}

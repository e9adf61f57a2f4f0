package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.RowJson;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Decision;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row as a line of Vowpal Wabbit's decision-service JSON, for {@code vw --dsjson --cb_explore_adf}.
 *
 * <p>The cost is minus the reward with its outcomes joined. Actions are the eligible candidates in the order of their ids, counted
 * from 1 in {@code a} and {@code _label_Action} and from 0 in {@code _labelIndex}; {@code a} and {@code p} begin with the one that was
 * chosen. In {@code c} the shared namespace {@code state} and each action's {@code features} hold the values that are not 0 by index,
 * {@code id} the candidate's id as a feature of its own. What begins with an underscore, and {@code granger}, Vowpal Wabbit passes
 * over: from there {@link #row} takes what only a hub can use. A row that was truncated has no cost and no line. Pure.
 */
final class DecisionServiceJson {
    static final String GRANGER = "granger";
    static final String WIDTH = "_n";
    static final String LAYOUT = "_layout";
    static final String TAG = "_tag";
    private static final List<String> TOLD_IN_C =
            List.of("schema", "state", "candidates", "chosen", "propensity", "reward");

    private DecisionServiceJson() {}

    static Optional<JsonObject> line(LoggedRow logged) {
        if (logged.row().truncated()) {
            return Optional.empty();
        }
        Decision d = logged.row().decision();
        List<CandidateEntry> actions =
                d.candidates().stream().filter(CandidateEntry::eligible).toList();
        int chosen = actions.indexOf(d.chosenEntry());
        double reward = logged.reward(d.preset());
        JsonArray ranking = new JsonArray().add(chosen + 1);
        JsonArray probabilities = new JsonArray().add(d.propensity());
        for (int i = 0; i < actions.size(); i++) {
            if (i != chosen) {
                ranking.add(i + 1);
                probabilities.add(actions.get(i).probability());
            }
        }
        return Optional.of(new JsonObject()
                .put("_label_cost", 0 - reward)
                .put("_label_probability", d.propensity())
                .put("_label_Action", chosen + 1)
                .put("_labelIndex", chosen)
                .put(
                        "o",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("EventId", d.decisionId())
                                        .put("v", reward)))
                .put("Timestamp", Instant.ofEpochMilli(d.atMs()).toString())
                .put("Version", "1")
                .put("EventId", d.decisionId())
                .put("a", ranking)
                .put("c", context(d, actions))
                .put("p", probabilities)
                .put("VWState", new JsonObject().put("m", d.policy() + "/" + d.revision()))
                .put(GRANGER, rest(logged)));
    }

    private static JsonObject context(Decision d, List<CandidateEntry> actions) {
        JsonArray multi = new JsonArray();
        for (CandidateEntry action : actions) {
            multi.add(new JsonObject()
                    .put(TAG, action.id())
                    .put("id", new JsonObject().put(action.id(), 1))
                    .put("features", sparse(action.features())));
        }
        return new JsonObject()
                .put("state", sparse(d.state()).put(LAYOUT, d.layout()))
                .put("_multi", multi);
    }

    private static JsonObject sparse(float[] values) {
        JsonObject json = new JsonObject().put(WIDTH, values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && Float.isFinite(values[i])) {
                json.put(Integer.toString(i), values[i]);
            }
        }
        return json;
    }

    private static JsonObject rest(LoggedRow logged) {
        JsonObject json = RowJson.row(logged.row());
        TOLD_IN_C.forEach(json::remove);
        json.remove("shadow");
        double[] targets = logged.targets();
        if (targets.length > 0) {
            JsonArray joined = new JsonArray();
            for (double target : targets) {
                joined.add(target);
            }
            json.put("targets", joined);
        }
        // an index into all candidates, of which the masked ones are gone
        json.remove("heuristicChoice");
        return json;
    }

    static LoggedRow row(JsonObject line) {
        return new DecisionServiceReader(line).row();
    }

    static ApiError bad(String field, String detail) {
        return ApiError.at(ErrorCode.BAD_VALUE, field, detail);
    }

    /** Values by index as an array; what is left out is 0. */
    static JsonArray dense(JsonObject sparse, String path) {
        Object width = sparse.getValue(WIDTH);
        if (!(width instanceof Integer n) || n < 0 || n > 1 << 20) {
            throw bad(path + "." + WIDTH, "must be the number of values, a whole number from 0 to " + (1 << 20));
        }
        List<Object> values = new ArrayList<>(java.util.Collections.nCopies(n, 0));
        for (String name : sparse.fieldNames()) {
            if (name.startsWith("_")) {
                continue;
            }
            int index;
            try {
                index = Integer.parseInt(name);
            } catch (NumberFormatException notIndex) {
                index = -1;
            }
            if (index < 0 || index >= n || !(sparse.getValue(name) instanceof Number)) {
                throw bad(path + "." + name, "must be a number under an index in [0, " + n + ")");
            }
            values.set(index, sparse.getValue(name));
        }
        return new JsonArray(values);
    }
}

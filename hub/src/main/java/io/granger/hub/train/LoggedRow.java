package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.store.RowJson;
import io.granger.hub.store.RowJsonReader;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardModel;
import io.granger.task.Preset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * An experience row with what was said about it later; the row itself stays as it was written.
 *
 * @param outcomes in the order they arrived
 * @param isImported whether it came from elsewhere: such a row is learnt from and never counted as a decision of this hub
 */
public record LoggedRow(ExperienceRow row, List<OutcomeRow> outcomes, boolean isImported) {
    private static final String OUTCOMES = "outcomes";
    private static final String IMPORTED = "imported";
    private static final int OUTCOMES_MAX = 100_000;

    /** Refuses an outcome of another decision. */
    public LoggedRow {
        outcomes = List.copyOf(outcomes);
        for (OutcomeRow outcome : outcomes) {
            if (!outcome.decisionId().equals(row.decision().decisionId())) {
                throw new IllegalArgumentException("outcome must be of decision "
                        + row.decision().decisionId() + ", is of " + outcome.decisionId());
            }
        }
    }

    /** {@code success * part} of each part with the outcomes joined; empty where nothing was learnt from parts. */
    public double[] targets() {
        return RewardModel.joined(row, outcomes);
    }

    /** The reward under a preset with the outcomes joined, in [-1, 1]; 0 on an option that did not end the task. */
    public double reward(Preset preset) {
        boolean pays = row.decision().level() == Level.STEP || row.terminated();
        double[] targets = targets();
        return !pays || targets.length == 0 ? row.reward() : RewardModel.score(preset.weights(), targets);
    }

    /** As a line of a snapshot or an export: the row, its outcomes if there are any, and whether it was imported. */
    public JsonObject toJson() {
        JsonObject json = RowJson.row(row);
        if (!outcomes.isEmpty()) {
            JsonArray said = new JsonArray();
            outcomes.forEach(outcome -> said.add(RowJson.outcome(outcome)));
            json.put(OUTCOMES, said);
        }
        return isImported ? json.put(IMPORTED, true) : json;
    }

    /** What {@link #toJson} wrote; anything else is an {@link ApiError}. */
    public static LoggedRow of(JsonObject json) {
        ExperienceRow row = RowJsonReader.row(json, Set.of(OUTCOMES, IMPORTED));
        Fields fields = Fields.lenient(json, "", json.fieldNames(), name -> {});
        List<OutcomeRow> outcomes = fields.list(
                        OUTCOMES,
                        0,
                        OUTCOMES_MAX,
                        (item, path) -> RowJsonReader.outcome(Fields.itemObject(item, path), path))
                .orElse(List.of());
        boolean isImported = fields.flag(IMPORTED, false);
        try {
            return new LoggedRow(row, outcomes, isImported);
        } catch (IllegalArgumentException other) {
            throw ApiError.at(ErrorCode.BAD_VALUE, OUTCOMES, String.valueOf(other.getMessage()));
        }
    }
}

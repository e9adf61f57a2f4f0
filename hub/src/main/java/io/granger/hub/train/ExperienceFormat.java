package io.granger.hub.train;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The forms in which experience leaves the hub and comes to it, one JSON object a line. */
public enum ExperienceFormat {
    /** The contract's rows. */
    JSONL("jsonl"),
    /** Vowpal Wabbit's decision-service JSON, see {@link DecisionServiceJson}. */
    DSJSON("dsjson");

    private final String word;

    ExperienceFormat(String word) {
        this.word = word;
    }

    /** The word on the command line and in queries. */
    public String word() {
        return word;
    }

    /** The constant a word names, or empty. */
    public static Optional<ExperienceFormat> of(String word) {
        for (ExperienceFormat each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** A row as a line of this form; empty when this form has no word for such a row. */
    public Optional<JsonObject> line(LoggedRow row) {
        return this == JSONL ? Optional.of(row.toJson()) : DecisionServiceJson.line(row);
    }

    /** The row a line is; anything else is an {@link io.granger.hub.shape.ApiError}. */
    public LoggedRow row(JsonObject line) {
        return this == JSONL ? LoggedRow.of(line) : DecisionServiceJson.row(line);
    }
}

package io.granger.hub.shape;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the small requests about tasks and decisions that exist already. */
public final class TaskCalls {
    /** States a task can be in, as clients write them. */
    public static final List<String> STATES =
            List.of("accepted", "running", "waiting", "completed", "failed", "dead", "cancelled");

    private static final int ID_CHARS = 128;
    private static final int CURSOR_CHARS = 512;
    private static final int DEFAULT_LIMIT = 50;

    private TaskCalls() {}

    /**
     * One task.
     *
     * @param waitMs how long the answer may wait for the task's end, 0 to 600,000
     */
    public record OneTask(String taskId, OptionalLong waitMs) {}

    /** Tasks, newest first, {@code limit} of them from 1 to 1,000. */
    public record ManyTasks(Optional<String> state, Optional<String> pipeline, int limit, Optional<String> cursor) {}

    /** The decisions of a task, or one decision; exactly one of the two is present. */
    public record Decisions(Optional<String> taskId, Optional<String> decisionId) {}

    /** Reads {@code {"taskId","waitMs"?}}. */
    public static OneTask one(JsonObject body) {
        Fields fields = Fields.strict(body, "", Set.of("taskId", "waitMs"));
        return new OneTask(
                fields.required("taskId", fields.text("taskId", ID_CHARS)), fields.whole("waitMs", 0, 600_000));
    }

    /** Reads {@code {"state"?,"pipeline"?,"limit"?,"cursor"?}}. */
    public static ManyTasks many(JsonObject body) {
        Fields fields = Fields.strict(body, "", Set.of("state", "pipeline", "limit", "cursor"));
        return new ManyTasks(
                fields.word("state", STATES),
                fields.name("pipeline"),
                (int) fields.whole("limit", 1, 1000, DEFAULT_LIMIT),
                fields.text("cursor", CURSOR_CHARS));
    }

    /** Reads {@code {"taskId"}} or {@code {"decisionId"}}. */
    public static Decisions decisions(JsonObject body) {
        Fields fields = Fields.strict(body, "", Set.of("taskId", "decisionId"));
        return oneOf(fields);
    }

    /** Reads the one of the two ids that is there. */
    static Decisions oneOf(Fields fields) {
        Optional<String> taskId = fields.text("taskId", ID_CHARS);
        Optional<String> decisionId = fields.text("decisionId", ID_CHARS);
        if (taskId.isEmpty() && decisionId.isEmpty()) {
            throw ApiError.at(ErrorCode.MISSING_FIELD, "taskId", "is required, or else decisionId");
        }
        if (taskId.isPresent() && decisionId.isPresent()) {
            throw fields.bad("decisionId", "cannot be given together with taskId");
        }
        return new Decisions(taskId, decisionId);
    }
}

package io.granger.hub.door;

import io.granger.hub.store.TaskRecord;
import io.vertx.core.json.JsonObject;

/** One line of a list of tasks: what the store knows without reading payloads. */
final class TaskSummary {
    private TaskSummary() {}

    static JsonObject of(TaskRecord record) {
        var line = new JsonObject()
                .put("taskId", record.taskId())
                .put("pipeline", record.pipeline())
                .put("state", record.state())
                .put("createdAt", TaskView.time(record.createdAtMs()));
        record.finishedAtMs().ifPresent(at -> line.put("finishedAt", TaskView.time(at)));
        return line;
    }
}

package io.granger.hub.verticle;

import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.Payload;
import io.granger.hub.task.TaskCodec;
import io.granger.hub.task.TaskEnd;
import io.granger.hub.task.TaskSpec;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskWriter;
import java.util.Optional;
import java.util.OptionalLong;

/** Between a task's state and the record the store keeps of it. */
public final class TaskRecords {
    /** The owner thread writes two bodies a task, each in the memory of the one before. */
    private static final ThreadLocal<TaskWriter> WRITER = ThreadLocal.withInitial(TaskWriter::new);

    private TaskRecords() {}

    /** The part of a task's body that never changes. */
    static byte[] spec(TaskSpec spec) {
        return WRITER.get().spec(spec);
    }

    static TaskRecord of(TaskState state, byte[] spec, boolean isInserted, Optional<String> data) {
        return new TaskRecord(
                state.spec().taskId(),
                state.spec().pipeline().name(),
                state.status().word(),
                state.spec().createdAtMs(),
                state.end().map(TaskEnd::atMs).map(OptionalLong::of).orElse(OptionalLong.empty()),
                isInserted ? Optional.empty() : Optional.of(state.input().text()),
                WRITER.get().state(state, spec),
                data,
                TaskCodec.openDecisions(state));
    }

    /** The state behind a stored record. */
    public static TaskState state(TaskRecord record) {
        var input = Payload.ofText(record.input().orElse("{}"));
        return TaskCodec.decode(
                record.body(), input, record.data().map(Payload::ofText).orElse(input), record.open());
    }
}

package io.granger.hub.verticle;

import io.granger.hub.store.TaskBody;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.Payload;
import io.granger.hub.task.TaskCodec;
import io.granger.hub.task.TaskEnd;
import io.granger.hub.task.TaskSpec;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskWriter;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Between a task's state and the record the store keeps of it. */
public final class TaskRecords {
    /** A thread writes each body in the memory of the one before. */
    private static final ThreadLocal<TaskWriter> WRITER = ThreadLocal.withInitial(TaskWriter::new);

    /** A state until it is asked for as bytes. */
    private static final class Body implements TaskBody {
        private final TaskState state;
        private final byte[] spec;
        private volatile byte @Nullable [] written;

        Body(TaskState state, byte[] spec) {
            this.state = state;
            this.spec = spec;
        }

        @Override
        public byte[] bytes() {
            byte[] known = written;
            if (known == null) {
                known = WRITER.get().state(state, spec);
                written = known;
            }
            return known;
        }
    }

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
                new Body(state, spec),
                data,
                TaskCodec.openDecisions(state));
    }

    /** The state behind a stored record. */
    public static TaskState state(TaskRecord record) {
        var input = Payload.ofText(record.input().orElse("{}"));
        return TaskCodec.decode(
                record.body().bytes(), input, record.data().map(Payload::ofText).orElse(input), record.open());
    }
}

package io.granger.hub.store;

import java.util.List;
import java.util.OptionalLong;

/** One entry of the writer's queue. */
sealed interface QueueEntry {

    /** What a task's body takes, more or less: it is made when it is written. */
    long BODY_BYTES = 1_024;

    /** Told about the end of it. */
    CommitDone done();

    /** Whether it brings new work into the hub, which is refused earlier than what ends work. */
    default boolean brings() {
        return false;
    }

    /** Bytes it holds while it waits. */
    default long bytes() {
        return 0;
    }

    /** A change somebody asked for. */
    record Write(Change change, CommitDone done) implements QueueEntry {

        @Override
        public boolean brings() {
            return change.insert();
        }

        @Override
        public long bytes() {
            return change.task()
                    .map(task -> BODY_BYTES
                            + task.input().map(String::length).orElse(0)
                            + task.data().map(String::length).orElse(0))
                    .orElse(0L);
        }
    }

    /** Old records to delete. */
    record Delete(List<Long> tasks, List<DoomedRow> rows, OptionalLong keysBeforeMs, CommitDone done)
            implements QueueEntry {}

    /** Nothing more follows. */
    record Stop(CommitDone done) implements QueueEntry {}

    /** A row to delete with what must be known of it. */
    record DoomedRow(long seq, String decisionId, int level) {}
}

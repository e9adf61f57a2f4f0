package io.granger.hub.cluster;

import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskJoin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** One open task that this hub owns: the changes on their way to the cluster, one at a time, and its newest payloads. */
final class TaskCustody {
    /** A change and who waits for it. */
    record Pending(Change change, CommitDone done) {}

    final Deque<Pending> changes = new ArrayDeque<>(2);
    private String input = "";
    private String data = "";
    private long turn;

    /** Whether the cluster may lack what was offered last: then the next offer says everything. */
    private boolean isDoubtful;

    /** Remembers what a change brings. */
    void take(TaskRecord record) {
        record.input().ifPresent(text -> input = text);
        record.data().ifPresentOrElse(text -> data = text, () -> data = data.isEmpty() ? input : data);
    }

    /** What is offered for this change. */
    SharedTask next(Change change, String node) {
        var record = change.task().orElseThrow();
        boolean isWhole = isDoubtful || change.insert();
        isDoubtful = false;
        return new SharedTask(
                record.taskId(),
                TaskJoin.of(SharedRecords.version(record, node, ++turn)),
                SharedRecords.recordPart(record),
                isWhole || record.input().isPresent() ? bytes(input) : SharedTask.UNCHANGED,
                isWhole || record.data().isPresent() ? bytes(data) : SharedTask.UNCHANGED,
                SharedRecords.rowsPart(change.rows()));
    }

    /** What was offered did not surely arrive. */
    void doubt() {
        isDoubtful = true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

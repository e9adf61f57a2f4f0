package io.granger.hub.cluster;

import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskJoin;
import io.granger.hub.task.TaskVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One open task that this hub owns: the changes on their way to the cluster, one at a time, and its newest payloads. */
final class TaskCustody {
    /** A change and who waits for it. */
    record Pending(Change change, CommitDone done) {}

    final Deque<Pending> changes = new ArrayDeque<>(2);
    private String input = "";
    private String data = "";
    private long turn;
    private boolean isClaimed;
    private boolean isOver;
    private Optional<TaskVersion> newest = Optional.empty();

    /** Whether the cluster may lack what was offered last: then the next offer says everything. */
    private boolean isDoubtful;

    /** Remembers what a change brings. */
    void take(TaskRecord record) {
        record.input().ifPresent(text -> input = text);
        record.data().ifPresentOrElse(text -> data = text, () -> data = data.isEmpty() ? input : data);
    }

    /** Owned from now on as of this version. */
    void begin(TaskVersion claimed) {
        newest = Optional.of(claimed);
        isClaimed = true;
    }

    /** Whether it was taken over, and so was accepted before. */
    boolean isClaimed() {
        return isClaimed;
    }

    /** Another owns the task now: what is still under way is nothing any more. */
    void end() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    /** Whether the cluster may have something of it. */
    boolean wasOffered() {
        return newest.isPresent();
    }

    /** Whether another owner's version has come before what was offered last. */
    boolean isOvertakenBy(TaskVersion stored) {
        return newest.map(mine -> mine.isOvertakenBy(stored)).orElse(false);
    }

    /** What is offered for this change. */
    SharedTask next(Change change, String node) {
        var record = change.task().orElseThrow();
        boolean isWhole = isDoubtful || change.insert();
        isDoubtful = false;
        var version = SharedRecords.version(record, node, ++turn);
        newest = Optional.of(version);
        return new SharedTask(
                record.taskId(),
                TaskJoin.of(version),
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

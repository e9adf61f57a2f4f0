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

    /** Whether the cluster may lack what was offered last: then the next offer says it again. */
    private boolean isDoubtful;

    private boolean isRestoring;

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
        // What others may have taken over is not begun again where the cluster has lost it.
        boolean isWhole = isRestoring || change.insert() && !isClaimed;
        boolean hasData = isWhole || isDoubtful || record.data().isPresent();
        isDoubtful = false;
        isRestoring = false;
        var version = SharedRecords.version(record, node, ++turn);
        newest = Optional.of(version);
        return new SharedTask(
                record.taskId(),
                TaskJoin.of(version),
                SharedRecords.recordPart(record, change.key()),
                isWhole ? bytes(input) : SharedTask.UNCHANGED,
                hasData ? bytes(data) : SharedTask.UNCHANGED,
                SharedRecords.rowsPart(change.rows()));
    }

    /** The cluster has lost what it knew: the next offer says everything. */
    void restore() {
        isRestoring = true;
    }

    /** Whether its first record is still on its way, so that nobody can have taken it over. */
    boolean isBeingMade() {
        var first = changes.peekFirst();
        return !isClaimed && first != null && first.change().insert();
    }

    /** What was offered did not surely arrive. */
    void doubt() {
        isDoubtful = true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.granger.hub.cluster;

import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskJoin;
import io.granger.hub.task.TaskVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A task as the hubs of a cluster hold it together: which record stands, and that record in parts that are only passed on.
 *
 * <p>An empty part is one that did not change: it is taken from what is stored already. The arrays are handed over: they are
 * neither copied nor changed afterwards.
 *
 * @param taskId the task's id
 * @param join which record stands and which ends lost
 * @param record the standing record without payloads; empty when only its ending is remembered
 * @param input the task's input
 * @param data what the next step gets, or the result
 * @param rows experience that closed with this record; part of it alone, never taken from another
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its version alone
public record SharedTask(String taskId, TaskJoin join, byte[] record, byte[] input, byte[] data, byte[] rows) {
    /** A part that did not change. */
    public static final byte[] UNCHANGED = new byte[0];

    /** A whole record from the store of this hub, payloads included, which the hub shows without owning the task. */
    public static SharedTask ofStored(TaskRecord stored, String node) {
        var input = stored.input().orElseThrow();
        return new SharedTask(
                stored.taskId(),
                TaskJoin.of(SharedRecords.version(stored, TaskVersion.SHOWN_BY + node, 0)),
                SharedRecords.recordPart(stored, Optional.empty()),
                input.getBytes(StandardCharsets.UTF_8),
                stored.data().orElse(input).getBytes(StandardCharsets.UTF_8),
                UNCHANGED);
    }

    /** The version that stands. */
    public TaskVersion version() {
        return join.standing();
    }

    /** Whether it says everything a hub needs to go on with the task. */
    public boolean isWhole() {
        return record.length > 0 && input.length > 0 && data.length > 0;
    }

    /** What stands when these two records of the task meet: the standing one's parts, completed by the other's. */
    public SharedTask join(SharedTask other) {
        var joined = join.join(other.join);
        boolean isMine = joined.standing().equals(version());
        var stands = isMine ? this : other;
        var gives = isMine ? other : this;
        return new SharedTask(
                taskId,
                joined,
                stands.record,
                stands.input.length > 0 ? stands.input : gives.input,
                stands.data.length > 0 ? stands.data : gives.data,
                stands.rows);
    }

    /**
     * What becomes of this record when it is offered to what is stored.
     *
     * @param stored what is stored; empty when nothing is
     */
    Offer offeredTo(Optional<SharedTask> stored) {
        if (stored.isEmpty()) {
            return isWhole() ? new Offer.Stands(join) : new Offer.Incomplete();
        }
        var before = stored.get();
        if (version().isOvertakenBy(before.version())) {
            return new Offer.Displaced(before);
        }
        var joined = join.join(before.join);
        if (!joined.standing().equals(version())) {
            return new Offer.Displaced(join(before));
        }
        // What another owner wrote does not complete it: his parts may have changed.
        boolean isSequel = version().isOfOneOwnership(before.version());
        return isWhole() || isSequel && before.isWhole() ? new Offer.Stands(joined) : new Offer.Incomplete();
    }

    /** Whether this owner may still take it back: it is open and was never anybody else's. */
    boolean mayBeWithdrawnBy(String owner) {
        return !version().isEnd() && version().epoch() == 1 && version().owner().equals(owner);
    }

    /** The same record owned by another hub, an epoch later; empty unless the task is open and of this epoch. */
    Optional<SharedTask> claimedBy(String owner, int epoch) {
        return version().isEnd() || version().epoch() != epoch
                ? Optional.empty()
                : Optional.of(new SharedTask(taskId, TaskJoin.of(version().takenBy(owner)), record, input, data, rows));
    }
}

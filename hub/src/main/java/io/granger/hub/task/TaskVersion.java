package io.granger.hub.task;

import java.util.Comparator;
import java.util.Objects;

/**
 * Which of the records of one task this is: who wrote it, when in the task's life, and whether the task ended in it.
 *
 * <p>A hub owns a task for an epoch and numbers its records of it; so two different records have different versions.
 *
 * @param epoch raised at every takeover, from 1
 * @param turn grows with every record the owner writes in the epoch; 0 is the one a takeover began with
 * @param tries calls made to spokes until then, in all epochs
 * @param owner node of the hub that wrote it
 * @param status where the task stood
 */
public record TaskVersion(int epoch, long turn, int tries, String owner, TaskStatus status) {
    /**
     * Comes before the node of a hub that shows what is in its store without owning the task. After every node's name: of
     * open records of one epoch that of an owner stands.
     */
    public static final String SHOWN_BY = "~";

    /** Of two records of one owner and epoch the later is the greater. */
    static final Comparator<TaskVersion> LATER = Comparator.comparingLong(TaskVersion::turn)
            .thenComparingInt(TaskVersion::tries)
            .thenComparing(TaskVersion::status);

    /** Of records of a task that has not ended the one that stands is the greatest. */
    static final Comparator<TaskVersion> FURTHER = Comparator.comparingInt(TaskVersion::epoch)
            .thenComparing(TaskVersion::owner, Comparator.reverseOrder())
            .thenComparing(LATER);

    /** Of different ends of a task the one that stands is the least. */
    static final Comparator<TaskVersion> FIRST_END = Comparator.comparingInt(TaskVersion::epoch)
            .thenComparingInt(TaskVersion::tries)
            .thenComparing(TaskVersion::owner);

    /** Refuses an epoch below 1 and negative numbers. */
    public TaskVersion {
        if (epoch < 1 || turn < 0 || tries < 0) {
            throw new IllegalArgumentException(
                    "epoch starts at 1, turn and tries at 0; were " + epoch + ", " + turn + ", " + tries);
        }
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(status, "status");
    }

    /** Whether the task ended in this record. */
    public boolean isEnd() {
        return status.isTerminal();
    }

    /** Whether it was shown from a store by a hub that does not own the task. */
    public boolean isShown() {
        return owner.startsWith(SHOWN_BY);
    }

    /** Whether both were written by one hub during one ownership: then the later replaces the earlier. */
    public boolean isOfOneOwnership(TaskVersion other) {
        return epoch == other.epoch && owner.equals(other.owner);
    }

    /**
     * Whether the owner who writes this has lost the task to who wrote {@code stored}: then not even an end counts, for
     * nobody was ever told of it. What a store shows was told to somebody; it is never overtaken, but joined.
     */
    public boolean isOvertakenBy(TaskVersion stored) {
        if (isShown() || isOfOneOwnership(stored)) {
            return false;
        }
        return stored.isEnd() || stored.epoch > epoch || stored.epoch == epoch && !stored.isShown();
    }

    /** The version in which another hub takes the task over: the same record, one epoch later. */
    public TaskVersion takenBy(String newOwner) {
        return new TaskVersion(epoch + 1, 0, tries, newOwner, status);
    }
}

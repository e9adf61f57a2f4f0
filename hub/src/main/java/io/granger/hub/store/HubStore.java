package io.granger.hub.store;

import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hub's memory: tasks with their open decisions, experience rows, outcomes, idempotency keys, settings, audit, policies.
 *
 * <p>Changes are committed whole and in the order given; {@link #commit} may be called from any thread and never
 * blocks. All callbacks of one batch are run, in the order of their changes, inside one task given to the executor the
 * store was made with; so is a refusal. Reads block, see everything committed before they began, and belong on a worker.
 */
public interface HubStore extends AutoCloseable {

    /** Commits a change; {@code done} gets null when it is durable, else what was wrong (a {@link StoreFailure}). */
    default void commit(Change change, Consumer<@Nullable Throwable> done) {
        commitForReceipt(change, (receipt, failure) -> done.accept(failure));
    }

    /** Commits a change and tells what of it was new; see {@link Receipt#applied}. */
    void commitForReceipt(Change change, CommitDone done);

    /** Whether changes can be acknowledged: false while the disk is full and, until a restart, after it failed. */
    boolean healthy();

    /** Changes that wait to be committed. */
    int queued();

    /** One task, with input, data and open decisions. */
    Optional<TaskRecord> task(String taskId);

    /** Hands over every task that is not finished, oldest first, with input, data and open decisions. */
    void eachOpenTask(Consumer<TaskRecord> use);

    /** Every task that is not finished, oldest first; see {@link #eachOpenTask} where there may be many. */
    default List<TaskRecord> openTasks() {
        List<TaskRecord> tasks = new ArrayList<>();
        eachOpenTask(tasks::add);
        return tasks;
    }

    /** A page of tasks, last accepted first, without input, data and open decisions: ask for one task to see those. */
    List<TaskRecord> tasks(TaskQuery query);

    /** Decisions of the task that are open now, oldest first. */
    List<Decision> openDecisions(String taskId);

    /** The rows of a task in the order they closed. */
    List<ExperienceRow> rows(String taskId);

    /** The row of a decision, once it is closed. */
    Optional<ExperienceRow> row(String decisionId);

    /** The first rows after {@code seq}, in order. */
    default List<StoredRow> rowsAfter(long seq, int limit) {
        return encodedRowsAfter(seq, limit).stream()
                .map(row -> new StoredRow(row.seq(), RowCodec.decodeRow(row.bytes())))
                .toList();
    }

    /** The first rows after {@code seq}, in order, as {@link RowCodec} wrote them. */
    List<EncodedRow> encodedRowsAfter(long seq, int limit);

    /** The first rows after {@code seq}, in order, without what they say. */
    List<RowId> rowIdsAfter(long seq, int limit);

    /** Hands over every row asked for, in order, without holding more than a page of them. */
    void eachRow(RowQuery query, Consumer<StoredRow> use);

    /** Outcomes of a decision, in the order they arrived. */
    List<OutcomeRow> outcomes(String decisionId);

    /** An idempotency key, also when it has run out: see {@link KeyRecord#KEPT_MS}. */
    Optional<KeyRecord> key(String principal, String key);

    /** The idempotency keys taken at this time or later, last first. */
    List<KeyRecord> keysSince(long atMs, int limit);

    /** All settings. */
    Map<String, String> settings();

    /** The last audit records, newest first. */
    List<AuditRecord> audit(int limit);

    /** A saved policy. */
    Optional<byte[]> policy(String name);

    /** Counts; reads an index of all tasks, so not for every request. */
    Stats stats();

    /** Experience rows; cheap. */
    long rowCount();

    /** The last row's {@code seq} that is committed, 0 before the first; cheap. */
    long lastSeq();

    /** Writes a consistent copy to a file that must not exist yet, while the hub goes on. */
    void backup(Path file);

    /**
     * Deletes what is old, in small batches between other changes; blocks until done.
     *
     * @param rowsGone is given the decision ids of each batch of rows before they are deleted, so that a projection can
     *     forget them first
     * @return tasks and rows that were deleted
     */
    long delete(Retention retention, Consumer<List<String>> rowsGone);

    /** Commits what is queued, then closes; later changes are refused. Again does nothing. */
    @Override
    void close();
}

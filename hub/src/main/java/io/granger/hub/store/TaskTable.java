package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes tasks and their large texts. Belongs to the writer thread. */
final class TaskTable {

    /** Texts of at least so many characters stand apart, so that updates of the task do not write them again. */
    static final int LARGE = 2_048;

    /** Stands in the task for a text that is in {@code payload}; never a JSON text itself. */
    static final String ELSEWHERE = "";

    private final RowEncoder encoder;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement open;
    private final PreparedStatement close;
    private final PreparedStatement payload;
    private final PreparedStatement deletePayload;
    private final PreparedStatement deleteOpening;
    private final PreparedStatement delete;

    TaskTable(Connection connection, RowEncoder encoder) throws SQLException {
        this.encoder = encoder;
        insert = connection.prepareStatement("INSERT INTO task"
                + " (task_id, pipeline, state, created_at_ms, finished_at_ms, body, input, data)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        update = connection.prepareStatement("UPDATE task SET state = ?, finished_at_ms = ?, body = ?,"
                + " data = coalesce(?, data) WHERE task_id = ?");
        open = connection.prepareStatement(
                "INSERT OR REPLACE INTO opening (task_seq, decisions) SELECT seq, ? FROM task WHERE task_id = ?");
        close = connection.prepareStatement(
                "DELETE FROM opening WHERE task_seq = (SELECT seq FROM task WHERE task_id = ?)");
        payload = connection.prepareStatement(
                "INSERT OR REPLACE INTO payload (id, text) SELECT 2 * seq + ?, ? FROM task WHERE task_id = ?");
        deletePayload = connection.prepareStatement("DELETE FROM payload WHERE id IN (2 * ?, 2 * ? + 1)");
        deleteOpening = connection.prepareStatement("DELETE FROM opening WHERE task_seq = ?");
        delete = connection.prepareStatement("DELETE FROM task WHERE seq = ?");
    }

    void write(List<QueueEntry> batch) throws SQLException {
        List<TaskRecord> updated = new ArrayList<>();
        boolean inserts = false;
        boolean opens = false;
        boolean closes = false;
        boolean payloads = false;
        for (QueueEntry entry : batch) {
            if (!(entry instanceof QueueEntry.Write write)
                    || write.change().task().isEmpty()) {
                continue;
            }
            TaskRecord task = write.change().task().get();
            if (write.change().insert()) {
                addInsert(task);
                inserts = true;
                payloads |= addPayload(task, task.input(), 0);
            } else {
                addUpdate(task);
                updated.add(task);
            }
            payloads |= addPayload(task, task.data(), 1);
            if (task.finishedAtMs().isEmpty()) {
                addOpen(task);
                opens = true;
            } else if (!write.change().insert()) {
                addClose(task);
                closes = true;
            }
        }
        // Inserts first: a task's updates may be in the same batch, its large texts need its seq.
        if (inserts) {
            insert.executeBatch();
        }
        if (!updated.isEmpty()) {
            refuseUnknown(updated, update.executeBatch());
        }
        if (opens) {
            open.executeBatch();
        }
        // A task that ended does not open again, so all that ended in this batch may close last.
        if (closes) {
            close.executeBatch();
        }
        if (payloads) {
            payload.executeBatch();
        }
    }

    void delete(List<Long> seqs) throws SQLException {
        for (long seq : seqs) {
            deletePayload.setLong(1, seq);
            deletePayload.setLong(2, seq);
            deletePayload.addBatch();
            deleteOpening.setLong(1, seq);
            deleteOpening.addBatch();
            delete.setLong(1, seq);
            delete.addBatch();
        }
        deletePayload.executeBatch();
        deleteOpening.executeBatch();
        delete.executeBatch();
    }

    private void addInsert(TaskRecord task) throws SQLException {
        insert.setString(1, task.taskId());
        insert.setString(2, task.pipeline());
        insert.setString(3, task.state());
        insert.setLong(4, task.createdAtMs());
        setFinished(insert, 5, task);
        insert.setBytes(6, task.body().bytes());
        insert.setString(7, inline(task.input()));
        insert.setString(8, inline(task.data()));
        insert.addBatch();
    }

    private void addUpdate(TaskRecord task) throws SQLException {
        update.setString(1, task.state());
        setFinished(update, 2, task);
        update.setBytes(3, task.body().bytes());
        update.setString(4, inline(task.data()));
        update.setString(5, task.taskId());
        update.addBatch();
    }

    private boolean addPayload(TaskRecord task, Optional<String> text, int which) throws SQLException {
        if (text.isEmpty() || text.get().length() < LARGE) {
            return false;
        }
        payload.setInt(1, which);
        payload.setString(2, text.get());
        payload.setString(3, task.taskId());
        payload.addBatch();
        return true;
    }

    private static void setFinished(PreparedStatement statement, int index, TaskRecord task) throws SQLException {
        if (task.finishedAtMs().isPresent()) {
            statement.setLong(index, task.finishedAtMs().getAsLong());
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    private void addOpen(TaskRecord task) throws SQLException {
        open.setBytes(1, task.open().isEmpty() ? null : encoder.decisions(task.open()));
        open.setString(2, task.taskId());
        open.addBatch();
    }

    private void addClose(TaskRecord task) throws SQLException {
        close.setString(1, task.taskId());
        close.addBatch();
    }

    private static @Nullable String inline(Optional<String> text) {
        if (text.isEmpty()) {
            return null;
        }
        return text.get().length() < LARGE ? text.get() : ELSEWHERE;
    }

    private static void refuseUnknown(List<TaskRecord> updated, int[] changed) {
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                throw new StoreFailure(
                        Kind.CONFLICT,
                        "task " + updated.get(i).taskId() + " cannot be updated: it is not in the store");
            }
        }
    }
}

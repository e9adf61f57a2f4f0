package io.granger.hub.store;

import io.granger.hub.store.TaskPlaces.Place;
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

    /*
     * A row that has as many bytes as before is written over in its place. One that grew is taken out and put in again, and as
     * pages are full of rows of tasks as old as it is, most of these pages are split. So an open task's row has room, as much
     * as those of its pipeline came to need, and its end takes of the room what it adds.
     */

    /** Rows with more than two to a page of 4 KiB; others need no room in each of them. */
    private static final int MOST_WITH_ROOM = 2_000;

    /** Texts and blobs of so many bytes have two bytes for their length in SQLite's rows, shorter ones have one. */
    private static final int LONG = 58;

    /** Bytes of a time in SQLite's rows, which are none while there is no time. */
    private static final int TIME = 6;

    private final RowEncoder encoder;
    private final TaskPlaces places;
    private final RowGrowth growth = new RowGrowth();
    private final List<String> ended = new ArrayList<>();
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement open;
    private final PreparedStatement payload;
    private final PreparedStatement deletePayload;
    private final PreparedStatement deleteOpening;
    private final PreparedStatement delete;

    TaskTable(Connection connection, RowEncoder encoder) throws SQLException {
        this.encoder = encoder;
        places = new TaskPlaces(connection);
        insert = connection.prepareStatement("INSERT INTO task"
                + " (seq, task_id, pipeline, state, created_at_ms, finished_at_ms, body, input, data, room)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, zeroblob(?))");
        update = connection.prepareStatement("UPDATE task SET state = ?, finished_at_ms = ?, body = ?,"
                + " data = coalesce(?, data), room = zeroblob(?) WHERE seq = ?");
        open = connection.prepareStatement("INSERT OR REPLACE INTO opening (task_seq, decisions) VALUES (?, ?)");
        payload = connection.prepareStatement("INSERT OR REPLACE INTO payload (id, text) VALUES (?, ?)");
        deletePayload = connection.prepareStatement("DELETE FROM payload WHERE id IN (2 * ?, 2 * ? + 1)");
        deleteOpening = connection.prepareStatement("DELETE FROM opening WHERE task_seq = ?");
        delete = connection.prepareStatement("DELETE FROM task WHERE seq = ?");
    }

    void write(List<QueueEntry> batch) throws SQLException {
        for (QueueEntry entry : batch) {
            if (entry instanceof QueueEntry.Write write && write.change().task().isPresent()) {
                add(write.change().task().get(), write.change().insert());
            }
        }
        // Inserts first: a task's updates may be in the same batch.
        insert.executeBatch();
        update.executeBatch();
        open.executeBatch();
        // A task that ended does not open again, so all that ended in this batch may close last.
        deleteOpening.executeBatch();
        payload.executeBatch();
        ended.forEach(places::forget);
        ended.clear();
    }

    /** Forgets what was not written, after a failure. */
    void clear() throws SQLException {
        places.clear();
        ended.clear();
        for (PreparedStatement statement :
                List.of(insert, update, open, payload, deletePayload, deleteOpening, delete)) {
            statement.clearBatch();
        }
    }

    private void add(TaskRecord task, boolean isNew) throws SQLException {
        String data = inline(task.data());
        long seq = isNew ? addInsert(task, data) : addUpdate(task, data);
        if (isNew) {
            addPayload(task.input(), 2 * seq);
        }
        addPayload(task.data(), 2 * seq + 1);
        if (task.finishedAtMs().isEmpty()) {
            open.setLong(1, seq);
            open.setBytes(2, task.open().isEmpty() ? null : encoder.decisions(task.open()));
            open.addBatch();
        } else {
            ended.add(task.taskId());
            if (!isNew) {
                deleteOpening.setLong(1, seq);
                deleteOpening.addBatch();
            }
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

    private long addInsert(TaskRecord task, @Nullable String data) throws SQLException {
        byte[] body = task.body().bytes();
        String input = inline(task.input());
        int length = length(data);
        int used = bytes(task, body, length);
        int room = task.finishedAtMs().isPresent() ? 0 : growth.expected(task.pipeline());
        if (used + length(input) + room > MOST_WITH_ROOM) {
            room = 0;
        }
        long seq = places.next();
        insert.setLong(1, seq);
        insert.setString(2, task.taskId());
        insert.setString(3, task.pipeline());
        insert.setString(4, task.state());
        insert.setLong(5, task.createdAtMs());
        setFinished(insert, 6, task);
        insert.setBytes(7, body);
        insert.setString(8, input);
        insert.setString(9, data);
        insert.setInt(10, room);
        insert.addBatch();
        places.remember(task.taskId(), new Place(seq, used + withLength(room), used, length));
        return seq;
    }

    private long addUpdate(TaskRecord task, @Nullable String data) throws SQLException {
        Place place = places.of(task.taskId());
        byte[] body = task.body().bytes();
        int length = data == null ? place.data() : length(data);
        int used = bytes(task, body, length);
        int room = roomOf(place.bytes() - used);
        update.setString(1, task.state());
        setFinished(update, 2, task);
        update.setBytes(3, body);
        update.setString(4, data);
        update.setInt(5, room);
        update.setLong(6, place.seq());
        update.addBatch();
        if (place.isKnown()) {
            if (task.finishedAtMs().isPresent()) {
                growth.observe(task.pipeline(), used - place.first());
            }
            places.remember(task.taskId(), new Place(place.seq(), used + withLength(room), place.first(), length));
        }
        return place.seq();
    }

    private void addPayload(Optional<String> text, long id) throws SQLException {
        if (text.isPresent() && text.get().length() >= LARGE) {
            payload.setLong(1, id);
            payload.setString(2, text.get());
            payload.addBatch();
        }
    }

    /** What of a row may change, as long as all texts are ASCII: others have no room that fits, and are put in again. */
    private static int bytes(TaskRecord task, byte[] body, int data) {
        return task.state().length()
                + (task.finishedAtMs().isPresent() ? TIME : 0)
                + withLength(body.length)
                + withLength(data);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    static int withLength(int bytes) {
        return bytes < LONG ? bytes : bytes + 1;
    }

    /** The most room that takes no more than so many bytes with its length; none when there are none left. */
    static int roomOf(int free) {
        return free <= LONG ? Math.clamp(free, 0, LONG - 1) : free - 1;
    }

    private static void setFinished(PreparedStatement statement, int index, TaskRecord task) throws SQLException {
        if (task.finishedAtMs().isPresent()) {
            statement.setLong(index, task.finishedAtMs().getAsLong());
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    private static @Nullable String inline(Optional<String> text) {
        if (text.isEmpty()) {
            return null;
        }
        return text.get().length() < LARGE ? text.get() : ELSEWHERE;
    }
}

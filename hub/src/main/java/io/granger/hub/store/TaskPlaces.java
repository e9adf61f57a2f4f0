package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the tasks stand in their table. New ones are numbered here, and those that were written and are open are remembered: what is
 * written of them next need not look for them, nor move them. Belongs to the writer thread.
 */
final class TaskPlaces {

    /**
     * A row of the table.
     *
     * @param seq its number
     * @param bytes what of it may change takes, {@code room} included; 0 when that is not known
     * @param first what it took without {@code room} when it was new
     * @param data what its data takes
     */
    record Place(long seq, int bytes, int first, int data) {
        boolean isKnown() {
            return bytes > 0;
        }
    }

    private final Map<String, Place> open = new HashMap<>();
    private final PreparedStatement find;
    private long last;

    TaskPlaces(Connection connection) throws SQLException {
        find = connection.prepareStatement("SELECT seq FROM task WHERE task_id = ?");
        try (Statement statement = connection.createStatement();
                ResultSet highest = statement.executeQuery("SELECT max(seq) FROM task")) {
            last = highest.getLong(1);
        }
    }

    /** The number of the next new task. */
    long next() {
        return ++last;
    }

    void remember(String taskId, Place place) {
        open.put(taskId, place);
    }

    void forget(String taskId) {
        open.remove(taskId);
    }

    void clear() {
        open.clear();
    }

    /** Where a task stands; refused when it is not in the table. */
    Place of(String taskId) throws SQLException {
        Place known = open.get(taskId);
        return known != null ? known : new Place(find(taskId), 0, 0, 0);
    }

    private long find(String taskId) throws SQLException {
        find.setString(1, taskId);
        try (ResultSet found = find.executeQuery()) {
            if (!found.next()) {
                throw new StoreFailure(Kind.CONFLICT, "task " + taskId + " cannot be updated: it is not in the store");
            }
            return found.getLong(1);
        }
    }
}

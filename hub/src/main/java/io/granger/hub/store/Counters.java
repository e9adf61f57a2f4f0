package io.granger.hub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums kept beside the experience rows, written once a batch: rows by level, outcomes, and the last seq given out.
 *
 * <p>Between {@link #begin} and {@link #save} the numbers are those of the running transaction; {@link #totals} and
 * {@link #lastSeq} are those of the last committed one and may be read from any thread. The rest belongs to the writer.
 */
final class Counters {

    private static final List<String> NAMES = List.of("rows.option", "rows.step", "rows.recovery", "outcomes", "seq");
    private static final int OUTCOMES = 3;
    private static final int SEQ = 4;

    private final PreparedStatement update;
    private final long[] now = new long[NAMES.size()];
    private volatile long[] committed;

    Counters(Connection connection) throws SQLException {
        update = connection.prepareStatement("UPDATE counter SET n = ? WHERE name = ?");
        Map<String, Long> stored = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, n FROM counter")) {
            while (rows.next()) {
                stored.put(rows.getString(1), rows.getLong(2));
            }
        }
        for (int i = 0; i < now.length; i++) {
            now[i] = stored.getOrDefault(NAMES.get(i), 0L);
        }
        committed = now.clone();
    }

    /** Forgets what a transaction that was rolled back had counted. */
    void begin() {
        System.arraycopy(committed, 0, now, 0, now.length);
    }

    long nextSeq() {
        return ++now[SEQ];
    }

    void rows(int level, int more) {
        now[level] += more;
    }

    void outcomes(int more) {
        now[OUTCOMES] += more;
    }

    /** Writes what changed, before the commit. */
    void save() throws SQLException {
        long[] before = committed;
        if (Arrays.equals(before, now)) {
            return;
        }
        for (int i = 0; i < now.length; i++) {
            if (now[i] != before[i]) {
                update.setLong(1, now[i]);
                update.setString(2, NAMES.get(i));
                update.addBatch();
            }
        }
        update.executeBatch();
    }

    /** Shows the numbers to readers, after the commit. */
    void publish() {
        committed = now.clone();
    }

    long lastSeq() {
        return committed[SEQ];
    }

    /** Rows by level code, then outcomes. */
    long[] totals() {
        return Arrays.copyOf(committed, SEQ);
    }
}

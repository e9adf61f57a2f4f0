package io.granger.hub.store;

import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Reads experience rows and outcomes. Thread-safe. */
final class ExperienceReads {

    private static final int PAGE = 500;

    private final ReadPool pool;

    ExperienceReads(ReadPool pool) {
        this.pool = pool;
    }

    List<ExperienceRow> rows(String taskId) {
        return pool.read("rows of a task", reader -> {
            // '/' follows '.', so this range is the prefix 'TASK.' and the index of decision ids serves it.
            PreparedStatement select = reader.prepare(
                    "SELECT row FROM experience WHERE decision_id >= ? AND decision_id < ? ORDER BY seq");
            select.setString(1, taskId + ".");
            select.setString(2, taskId + "/");
            List<ExperienceRow> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(RowCodec.decodeRow(rows.getBytes(1)));
                }
            }
            return found;
        });
    }

    Optional<ExperienceRow> row(String decisionId) {
        return pool.read("a row", reader -> {
            PreparedStatement select = reader.prepare("SELECT row FROM experience WHERE decision_id = ?");
            select.setString(1, decisionId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(RowCodec.decodeRow(rows.getBytes(1))) : Optional.empty();
            }
        });
    }

    List<EncodedRow> after(long seq, int limit) {
        return pool.read("rows", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT seq, decision_id, row FROM experience WHERE seq > ? ORDER BY seq LIMIT ?");
            select.setLong(1, seq);
            select.setInt(2, limit);
            List<EncodedRow> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new EncodedRow(rows.getLong(1), rows.getString(2), rows.getBytes(3)));
                }
            }
            return found;
        });
    }

    List<RowId> idsAfter(long seq, int limit) {
        return pool.read("row ids", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT seq, decision_id FROM experience WHERE seq > ? ORDER BY seq LIMIT ?");
            select.setLong(1, seq);
            select.setInt(2, limit);
            List<RowId> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new RowId(rows.getLong(1), rows.getString(2)));
                }
            }
            return found;
        });
    }

    /** Page by page, so that no transaction lasts as long as the caller takes and the log file can be reset. */
    void each(RowQuery query, Consumer<StoredRow> use) {
        long seq = 0;
        while (true) {
            List<StoredRow> page = page(query, seq);
            page.forEach(use);
            if (page.size() < PAGE) {
                return;
            }
            seq = page.getLast().seq();
        }
    }

    private List<StoredRow> page(RowQuery query, long after) {
        String sql = "SELECT seq, row FROM experience WHERE seq > ? AND at_ms >= ? AND at_ms < ?"
                + (query.pipeline().isPresent() ? " AND pipeline = ?" : "") + " ORDER BY seq LIMIT " + PAGE;
        return pool.read("rows", reader -> {
            PreparedStatement select = reader.prepare(sql);
            select.setLong(1, after);
            select.setLong(2, query.sinceMs().orElse(Long.MIN_VALUE));
            select.setLong(3, query.untilMs().orElse(Long.MAX_VALUE));
            if (query.pipeline().isPresent()) {
                select.setString(4, query.pipeline().get());
            }
            List<StoredRow> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new StoredRow(rows.getLong(1), RowCodec.decodeRow(rows.getBytes(2))));
                }
            }
            return found;
        });
    }

    /** The oldest rows, as far as they were closed before a time: rows are nearly in the order of their closing. */
    List<QueueEntry.DoomedRow> oldestClosedBefore(long beforeMs, int limit) {
        return pool.read("old rows", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT seq, decision_id, level, closed_at_ms FROM experience ORDER BY seq LIMIT ?");
            select.setInt(1, limit);
            List<QueueEntry.DoomedRow> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (rows.getLong(4) < beforeMs) {
                        found.add(new QueueEntry.DoomedRow(rows.getLong(1), rows.getString(2), rows.getInt(3)));
                    }
                }
            }
            return found;
        });
    }

    List<OutcomeRow> outcomes(String decisionId) {
        return pool.read("outcomes", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT source, key, at_ms, score, success, latency, quality, cost, trust"
                            + " FROM outcome WHERE decision_id = ? ORDER BY id");
            select.setString(1, decisionId);
            List<OutcomeRow> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(outcome(decisionId, rows));
                }
            }
            return found;
        });
    }

    private static OutcomeRow outcome(String decisionId, ResultSet row) throws SQLException {
        RewardParts parts = new RewardParts(part(row, 5), part(row, 6), part(row, 7), part(row, 8));
        return new OutcomeRow(
                decisionId, row.getString(1), row.getString(2), row.getLong(3), part(row, 4), parts, row.getDouble(9));
    }

    private static OptionalDouble part(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}

package io.granger.hub.store;

import io.granger.routing.Decision;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads tasks, idempotency keys and what else stands beside the experience. Thread-safe. */
final class TaskReads {

    private static final String SHORT = "SELECT task_id, pipeline, state, created_at_ms, finished_at_ms, body";
    private static final String WHOLE = SHORT + ", (SELECT decisions FROM opening WHERE task_seq = seq),"
            + " CASE input WHEN '' THEN (SELECT text FROM payload WHERE id = 2 * seq) ELSE input END,"
            + " CASE data WHEN '' THEN (SELECT text FROM payload WHERE id = 2 * seq + 1) ELSE data END";
    private static final String OPEN_TASKS = " FROM opening CROSS JOIN task ON seq = task_seq";
    private static final Set<String> NOT_COMPLETED = Set.of("failed", "dead", "cancelled");
    private static final Set<String> OPEN = Set.of("accepted", "running", "waiting");

    private final ReadPool pool;

    TaskReads(ReadPool pool) {
        this.pool = pool;
    }

    Optional<TaskRecord> task(String taskId) {
        return pool.read("a task", reader -> {
            PreparedStatement select = reader.prepare(WHOLE + " FROM task WHERE task_id = ?");
            select.setString(1, taskId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(whole(rows)) : Optional.empty();
            }
        });
    }

    void eachOpenTask(Consumer<TaskRecord> use) {
        pool.read("open tasks", reader -> {
            PreparedStatement select = reader.prepare(WHOLE + OPEN_TASKS + " ORDER BY task_seq");
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    use.accept(whole(rows));
                }
            }
            return use;
        });
    }

    List<TaskRecord> tasks(TaskQuery query) {
        boolean open = query.state().map(OPEN::contains).orElse(false);
        StringBuilder sql = new StringBuilder(SHORT)
                .append(open ? OPEN_TASKS : " FROM task")
                .append(" WHERE 1");
        List<String> values = new ArrayList<>();
        query.state().ifPresent(state -> {
            sql.append(" AND state = ?");
            values.add(state);
            if (NOT_COMPLETED.contains(state)) {
                // Says the same again, in the words of the index.
                sql.append(" AND state IN ('failed', 'dead', 'cancelled')");
            }
        });
        query.pipeline().ifPresent(pipeline -> {
            sql.append(" AND pipeline = ?");
            values.add(pipeline);
        });
        query.cursor().ifPresent(cursor -> {
            sql.append(" AND seq < (SELECT seq FROM task WHERE task_id = ?)");
            values.add(cursor);
        });
        sql.append(" ORDER BY ")
                .append(open ? "task_seq" : "seq")
                .append(" DESC LIMIT ")
                .append(query.limit());
        return pool.read("tasks", reader -> {
            PreparedStatement select = reader.prepare(sql.toString());
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
            }
            List<TaskRecord> tasks = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tasks.add(record(rows, Optional.empty(), Optional.empty(), List.of()));
                }
            }
            return tasks;
        });
    }

    List<Decision> openDecisions(String taskId) {
        return pool.read("open decisions", reader -> {
            PreparedStatement select = reader.prepare(
                    "SELECT decisions FROM opening WHERE task_seq = (SELECT seq FROM task WHERE task_id = ?)");
            select.setString(1, taskId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? decisions(rows.getBytes(1)) : List.of();
            }
        });
    }

    Map<String, Long> byState() {
        return pool.read("counts of tasks", reader -> {
            Map<String, Long> counts = new TreeMap<>();
            String finished = " FROM task INDEXED BY task_by_end WHERE finished_at_ms IS NOT NULL";
            for (String from : List.of(finished, OPEN_TASKS)) {
                try (ResultSet rows = reader.prepare("SELECT state, count(*)" + from + " GROUP BY state")
                        .executeQuery()) {
                    while (rows.next()) {
                        counts.merge(rows.getString(1), rows.getLong(2), Long::sum);
                    }
                }
            }
            return counts;
        });
    }

    List<Long> finishedBefore(long beforeMs, int limit) {
        return pool.read("finished tasks", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT seq FROM task WHERE finished_at_ms < ? ORDER BY finished_at_ms LIMIT ?");
            select.setLong(1, beforeMs);
            select.setInt(2, limit);
            List<Long> seqs = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    seqs.add(rows.getLong(1));
                }
            }
            return seqs;
        });
    }

    Optional<KeyRecord> key(String principal, String key) {
        return pool.read("an idempotency key", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT body_hash, task_id, at_ms FROM idempotency WHERE principal = ? AND key = ?");
            select.setString(1, principal);
            select.setString(2, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                new KeyRecord(principal, key, rows.getString(1), rows.getString(2), rows.getLong(3)))
                        : Optional.empty();
            }
        });
    }

    List<KeyRecord> keysSince(long atMs, int limit) {
        return pool.read("idempotency keys", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT principal, key, body_hash, task_id, at_ms FROM idempotency"
                            + " WHERE at_ms >= ? ORDER BY at_ms DESC LIMIT ?");
            select.setLong(1, atMs);
            select.setInt(2, limit);
            List<KeyRecord> keys = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(new KeyRecord(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getLong(5)));
                }
            }
            return keys;
        });
    }

    Map<String, String> settings() {
        return pool.read("settings", reader -> {
            Map<String, String> settings = new TreeMap<>();
            try (ResultSet rows =
                    reader.prepare("SELECT name, value FROM setting").executeQuery()) {
                while (rows.next()) {
                    settings.put(rows.getString(1), rows.getString(2));
                }
            }
            return settings;
        });
    }

    List<AuditRecord> audit(int limit) {
        return pool.read("audit records", reader -> {
            PreparedStatement select =
                    reader.prepare("SELECT at_ms, who, action, body FROM audit ORDER BY id DESC LIMIT ?");
            select.setInt(1, limit);
            List<AuditRecord> records = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    records.add(
                            new AuditRecord(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
            return records;
        });
    }

    Optional<byte[]> policy(String name) {
        return pool.read("a policy", reader -> {
            PreparedStatement select = reader.prepare("SELECT saved FROM policy WHERE name = ?");
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        });
    }

    private static TaskRecord whole(ResultSet row) throws SQLException {
        return record(
                row,
                Optional.ofNullable(row.getString(8)),
                Optional.ofNullable(row.getString(9)),
                decisions(row.getBytes(7)));
    }

    private static TaskRecord record(ResultSet row, Optional<String> input, Optional<String> data, List<Decision> open)
            throws SQLException {
        long finished = row.getLong(5);
        OptionalLong finishedAtMs = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(finished);
        return new TaskRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                finishedAtMs,
                input,
                TaskBody.of(row.getBytes(6)),
                data,
                open);
    }

    private static List<Decision> decisions(byte @Nullable [] bytes) {
        return bytes == null ? List.of() : RowCodec.decodeDecisions(bytes);
    }
}

package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes idempotency keys, settings, audit records and saved policies. Belongs to the writer thread. */
final class SideTables {

    private final PreparedStatement key;
    private final PreparedStatement deleteKeys;
    private final PreparedStatement setting;
    private final PreparedStatement removeSetting;
    private final PreparedStatement audit;
    private final PreparedStatement policy;

    SideTables(Connection connection) throws SQLException {
        key = connection.prepareStatement("INSERT INTO idempotency (principal, key, body_hash, task_id, at_ms)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (principal, key) DO UPDATE SET"
                + " body_hash = excluded.body_hash, task_id = excluded.task_id, at_ms = excluded.at_ms"
                + " WHERE task_id = excluded.task_id OR excluded.at_ms - at_ms >= " + KeyRecord.KEPT_MS);
        deleteKeys = connection.prepareStatement("DELETE FROM idempotency WHERE at_ms < ?");
        setting = connection.prepareStatement("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)");
        removeSetting = connection.prepareStatement("DELETE FROM setting WHERE name = ?");
        audit = connection.prepareStatement("INSERT INTO audit (at_ms, who, action, body) VALUES (?, ?, ?, ?)");
        policy = connection.prepareStatement("INSERT OR REPLACE INTO policy (name, saved) VALUES (?, ?)");
    }

    /** Forgets what was not written, after a failure. */
    void clear() throws SQLException {
        key.clearBatch();
    }

    void write(List<QueueEntry> batch) throws SQLException {
        List<KeyRecord> keys = new ArrayList<>();
        for (QueueEntry entry : batch) {
            if (entry instanceof QueueEntry.Write write) {
                Change change = write.change();
                change.key().ifPresent(keys::add);
                writeSettings(change.settings());
                writeAudit(change.audit());
                writePolicies(change.policies());
            }
        }
        writeKeys(keys);
    }

    void deleteKeys(long beforeMs) throws SQLException {
        deleteKeys.setLong(1, beforeMs);
        deleteKeys.executeUpdate();
    }

    private void writeKeys(List<KeyRecord> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        for (KeyRecord taken : keys) {
            key.setString(1, taken.principal());
            key.setString(2, taken.key());
            key.setString(3, taken.bodyHash());
            key.setString(4, taken.taskId());
            key.setLong(5, taken.atMs());
            key.addBatch();
        }
        int[] changed = key.executeBatch();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                throw taken(keys.get(i));
            }
        }
    }

    static StoreFailure taken(KeyRecord key) {
        return new StoreFailure(Kind.CONFLICT, "idempotency key '" + key.key() + "' belongs to another task already");
    }

    private void writeSettings(Map<String, String> settings) throws SQLException {
        for (Map.Entry<String, String> entry : settings.entrySet()) {
            if (entry.getValue().isEmpty()) {
                removeSetting.setString(1, entry.getKey());
                removeSetting.executeUpdate();
            } else {
                setting.setString(1, entry.getKey());
                setting.setString(2, entry.getValue());
                setting.executeUpdate();
            }
        }
    }

    private void writeAudit(List<AuditRecord> records) throws SQLException {
        for (AuditRecord record : records) {
            audit.setLong(1, record.atMs());
            audit.setString(2, record.who());
            audit.setString(3, record.action());
            audit.setString(4, record.body());
            audit.executeUpdate();
        }
    }

    private void writePolicies(Map<String, byte[]> policies) throws SQLException {
        for (Map.Entry<String, byte[]> entry : policies.entrySet()) {
            policy.setString(1, entry.getKey());
            policy.setBytes(2, entry.getValue());
            policy.executeUpdate();
        }
    }
}

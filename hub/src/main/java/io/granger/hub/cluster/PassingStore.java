package io.granger.hub.cluster;

import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.Retention;
import io.granger.hub.store.RowId;
import io.granger.hub.store.RowQuery;
import io.granger.hub.store.Stats;
import io.granger.hub.store.StoredRow;
import io.granger.hub.store.TaskQuery;
import io.granger.hub.store.TaskRecord;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that leaves all but changes to another. */
abstract class PassingStore implements HubStore {
    private final HubStore local;

    PassingStore(HubStore local) {
        this.local = local;
    }

    @Override
    public boolean healthy() {
        return local.healthy();
    }

    @Override
    public int queued() {
        return local.queued();
    }

    @Override
    public Optional<TaskRecord> task(String taskId) {
        return local.task(taskId);
    }

    @Override
    public void eachOpenTask(Consumer<TaskRecord> use) {
        local.eachOpenTask(use);
    }

    @Override
    public List<TaskRecord> tasks(TaskQuery query) {
        return local.tasks(query);
    }

    @Override
    public List<Decision> openDecisions(String taskId) {
        return local.openDecisions(taskId);
    }

    @Override
    public List<ExperienceRow> rows(String taskId) {
        return local.rows(taskId);
    }

    @Override
    public Optional<ExperienceRow> row(String decisionId) {
        return local.row(decisionId);
    }

    @Override
    public List<RowId> rowIdsAfter(long seq, int limit) {
        return local.rowIdsAfter(seq, limit);
    }

    @Override
    public List<EncodedRow> encodedRowsAfter(long seq, int limit) {
        return local.encodedRowsAfter(seq, limit);
    }

    @Override
    public void eachRow(RowQuery query, Consumer<StoredRow> use) {
        local.eachRow(query, use);
    }

    @Override
    public List<OutcomeRow> outcomes(String decisionId) {
        return local.outcomes(decisionId);
    }

    @Override
    public Optional<KeyRecord> key(String principal, String key) {
        return local.key(principal, key);
    }

    @Override
    public List<KeyRecord> keysSince(long atMs, int limit) {
        return local.keysSince(atMs, limit);
    }

    @Override
    public Map<String, String> settings() {
        return local.settings();
    }

    @Override
    public List<AuditRecord> audit(int limit) {
        return local.audit(limit);
    }

    @Override
    public Optional<byte[]> policy(String name) {
        return local.policy(name);
    }

    @Override
    public Stats stats() {
        return local.stats();
    }

    @Override
    public long rowCount() {
        return local.rowCount();
    }

    @Override
    public long lastSeq() {
        return local.lastSeq();
    }

    @Override
    public void backup(Path file) {
        local.backup(file);
    }

    @Override
    public long delete(Retention retention, Consumer<List<String>> rowsGone) {
        return local.delete(retention, rowsGone);
    }

    @Override
    public void close() {
        local.close();
    }
}

package io.granger.hub.store;

import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The durable store: one SQLite file, one thread that writes, a few connections that read. Thread-safe.
 *
 * <p>Changes gather into transactions of up to {@link StoreSettings#batchMaxTasks}; each commit is forced to the disk
 * (WAL, {@code synchronous=FULL}) before any caller of the batch is told. How long a batch gathers: {@link BatchPace}.
 * The queue before the writer is bounded; what does not fit is refused at once as {@link StoreFailure.Kind#OVERLOADED}.
 * Only one process may open the file: {@link DataDirectory} sees to that.
 */
public final class SqliteStore implements HubStore {

    private static final int READERS = 3;

    private final SqliteFile file;
    private final SqliteWriter writer;
    private final ReadPool pool;
    private final TaskReads tasks;
    private final ExperienceReads experience;
    private final SqliteUpkeep upkeep;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SqliteStore(SqliteFile file, StoreSettings settings, Executor executor) throws SQLException {
        this.file = file;
        writer = new SqliteWriter(file, settings, executor);
        try {
            pool = new ReadPool(file, READERS);
        } catch (SQLException failed) {
            writer.close();
            throw failed;
        }
        tasks = new TaskReads(pool);
        experience = new ExperienceReads(pool);
        upkeep = new SqliteUpkeep(file, writer, tasks, experience);
    }

    /** Opens the file, making it or bringing its schema up to date; callbacks run in {@code executor}. */
    public static SqliteStore open(Path path, StoreSettings settings, Executor executor) {
        return open(new SqliteFile(path, SqliteFile.UNBOUNDED), settings, executor);
    }

    static SqliteStore open(SqliteFile file, StoreSettings settings, Executor executor) {
        try {
            return new SqliteStore(file, settings, executor);
        } catch (SQLException failed) {
            throw SqliteErrors.of("the store " + file.path() + " cannot be opened", failed);
        }
    }

    @Override
    public void commitForReceipt(Change change, CommitDone done) {
        writer.submit(new QueueEntry.Write(change, done));
    }

    @Override
    public boolean healthy() {
        return writer.healthy();
    }

    @Override
    public int queued() {
        return writer.queued();
    }

    @Override
    public Optional<TaskRecord> task(String taskId) {
        return tasks.task(taskId);
    }

    @Override
    public void eachOpenTask(Consumer<TaskRecord> use) {
        tasks.eachOpenTask(use);
    }

    @Override
    public List<TaskRecord> tasks(TaskQuery query) {
        return tasks.tasks(query);
    }

    @Override
    public List<Decision> openDecisions(String taskId) {
        return tasks.openDecisions(taskId);
    }

    @Override
    public List<ExperienceRow> rows(String taskId) {
        return experience.rows(taskId);
    }

    @Override
    public Optional<ExperienceRow> row(String decisionId) {
        return experience.row(decisionId);
    }

    @Override
    public List<EncodedRow> encodedRowsAfter(long seq, int limit) {
        return experience.after(seq, limit);
    }

    @Override
    public List<RowId> rowIdsAfter(long seq, int limit) {
        return experience.idsAfter(seq, limit);
    }

    @Override
    public void eachRow(RowQuery query, Consumer<StoredRow> use) {
        experience.each(query, use);
    }

    @Override
    public List<OutcomeRow> outcomes(String decisionId) {
        return experience.outcomes(decisionId);
    }

    @Override
    public Optional<KeyRecord> key(String principal, String key) {
        return tasks.key(principal, key);
    }

    @Override
    public List<KeyRecord> keysSince(long atMs, int limit) {
        return tasks.keysSince(atMs, limit);
    }

    @Override
    public Map<String, String> settings() {
        return tasks.settings();
    }

    @Override
    public List<AuditRecord> audit(int limit) {
        return tasks.audit(limit);
    }

    @Override
    public Optional<byte[]> policy(String name) {
        return tasks.policy(name);
    }

    @Override
    public Stats stats() {
        long[] totals = writer.counters().totals();
        Map<Level, Long> byLevel = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            byLevel.put(level, totals[Codes.LEVEL.of(level)]);
        }
        return new Stats(byLevel, totals[totals.length - 1], tasks.byState(), writer.rowsRepeated());
    }

    @Override
    public long rowCount() {
        long[] totals = writer.counters().totals();
        return totals[0] + totals[1] + totals[2];
    }

    @Override
    public long lastSeq() {
        return writer.counters().lastSeq();
    }

    @Override
    public void backup(Path target) {
        upkeep.backup(target);
    }

    @Override
    public long delete(Retention retention, Consumer<List<String>> rowsGone) {
        return upkeep.delete(retention, rowsGone);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            writer.close();
            pool.close();
        } catch (SQLException failed) {
            throw SqliteErrors.of("the store " + file.path() + " cannot be closed", failed);
        }
    }
}

package io.granger.hub.simulation;

import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.Retention;
import io.granger.hub.store.RowId;
import io.granger.hub.store.RowQuery;
import io.granger.hub.store.Stats;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.store.StoredRow;
import io.granger.hub.store.TaskQuery;
import io.granger.hub.store.TaskRecord;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The store as one process has it open: changes wait, are written in batches by virtual time, and only then are told of,
 * as {@code SqliteStore} does it. What waits when the process dies is lost; a batch that is being written is there whole
 * or not at all, and nobody was told.
 */
class SimulatedStore implements HubStore {
    private static final int BATCH_MAX = 256;
    private static final long LOOK_AGAIN_MICROS = 1_000_000;

    private final SimulatedProcess process;
    private final SimulatedDisk disk;
    private final Chance chance;
    private final Trouble trouble;
    private final int queueMax;
    private final List<Waiting> queue = new ArrayList<>();
    private List<Waiting> written = List.of();
    private boolean isFull;
    private boolean isBroken;
    private boolean isClosed;

    private record Waiting(Change change, CommitDone done) {}

    SimulatedStore(SimulatedProcess process, SimulatedDisk disk, Chance chance, Trouble trouble, int queueMax) {
        this.process = process;
        this.disk = disk;
        this.chance = chance;
        this.trouble = trouble;
        this.queueMax = queueMax;
    }

    @Override
    public void commitForReceipt(Change change, CommitDone done) {
        if (isClosed || isBroken || queue.size() >= queueMax) {
            var kind = isClosed
                    ? StoreFailure.Kind.CLOSED
                    : isBroken ? StoreFailure.Kind.IO : StoreFailure.Kind.OVERLOADED;
            process.after(0, () -> tell(done, new SimulatedDisk.Written(null, new StoreFailure(kind, "refused"))));
            return;
        }
        queue.add(new Waiting(change, done));
        if (queue.size() == 1 && written.isEmpty()) {
            process.after(chance.between(1, 2_000), this::writeNext);
        }
    }

    private void writeNext() {
        written = List.copyOf(queue.subList(0, Math.min(BATCH_MAX, queue.size())));
        queue.subList(0, written.size()).clear();
        process.after(disk.writeMicros(chance), this::forced);
    }

    private void forced() {
        var batch = written;
        written = List.of();
        var results = batch.stream().map(waiting -> write(waiting.change())).toList();
        process.after(chance.between(1, 300), () -> {
            for (int i = 0; i < batch.size(); i++) {
                tell(batch.get(i).done(), results.get(i));
            }
        });
        if (!queue.isEmpty()) {
            process.after(1, this::writeNext);
        }
    }

    private SimulatedDisk.Written write(Change change) {
        if (disk.health() == SimulatedDisk.Health.FAILING || isBroken) {
            if (!isBroken && chance.happens(0.5)) {
                disk.write(change);
            }
            isBroken = true;
            return refused(StoreFailure.Kind.IO);
        }
        boolean fits = switch (disk.health()) {
            case FULL -> false;
            case NEARLY_FULL -> chance.happens(.6);
            default -> true;
        };
        if (!fits) {
            if (!isFull) {
                isFull = true;
                process.after(LOOK_AGAIN_MICROS, this::look);
            }
            return refused(StoreFailure.Kind.FULL);
        }
        isFull = false;
        return disk.write(change);
    }

    private void look() {
        if (disk.health() == SimulatedDisk.Health.FULL) {
            process.after(LOOK_AGAIN_MICROS, this::look);
        } else {
            isFull = false;
        }
    }

    private static SimulatedDisk.Written refused(StoreFailure.Kind kind) {
        return new SimulatedDisk.Written(null, new StoreFailure(kind, "the disk is " + kind));
    }

    /** The power is cut: of what is being written the disk has all or nothing. */
    void lost() {
        boolean canWrite = !isBroken && disk.health() == SimulatedDisk.Health.FINE;
        if (canWrite && chance.happens(0.5)) {
            written.forEach(waiting -> disk.write(waiting.change()));
        }
    }

    /** Tells one caller; what it throws would be lost in a log otherwise. */
    final void tell(CommitDone done, SimulatedDisk.Written result) {
        try {
            done.done(result.receipt(), result.failure());
        } catch (RuntimeException | AssertionError thrown) {
            trouble.broke("no callback of a commit throws", thrown);
        }
        var failure = result.failure();
        if (failure != null && failure.kind() == StoreFailure.Kind.CONFLICT) {
            conflict(failure);
        }
    }

    private void conflict(StoreFailure failure) {
        trouble.tell(process.name(), "conflict: " + failure.getMessage());
    }

    final SimulatedProcess process() {
        return process;
    }

    final SimulatedDisk disk() {
        return disk;
    }

    @Override
    public boolean healthy() {
        return !isFull && !isBroken && !isClosed;
    }

    @Override
    public int queued() {
        return queue.size();
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public Optional<TaskRecord> task(String taskId) {
        return disk.durable().task(taskId);
    }

    @Override
    public void eachOpenTask(Consumer<TaskRecord> use) {
        disk.durable().eachOpenTask(use);
    }

    @Override
    public List<TaskRecord> tasks(TaskQuery query) {
        return disk.durable().tasks(query);
    }

    @Override
    public List<Decision> openDecisions(String taskId) {
        return disk.durable().openDecisions(taskId);
    }

    @Override
    public List<ExperienceRow> rows(String taskId) {
        return disk.durable().rows(taskId);
    }

    @Override
    public Optional<ExperienceRow> row(String decisionId) {
        return disk.durable().row(decisionId);
    }

    @Override
    public List<StoredRow> rowsAfter(long seq, int limit) {
        return disk.durable().rowsAfter(seq, limit);
    }

    @Override
    public List<RowId> rowIdsAfter(long seq, int limit) {
        return disk.durable().rowIdsAfter(seq, limit);
    }

    @Override
    public List<EncodedRow> encodedRowsAfter(long seq, int limit) {
        return disk.durable().encodedRowsAfter(seq, limit);
    }

    @Override
    public void eachRow(RowQuery query, Consumer<StoredRow> use) {
        disk.durable().eachRow(query, use);
    }

    @Override
    public List<OutcomeRow> outcomes(String decisionId) {
        return disk.durable().outcomes(decisionId);
    }

    @Override
    public Optional<KeyRecord> key(String principal, String key) {
        return disk.durable().key(principal, key);
    }

    @Override
    public List<KeyRecord> keysSince(long atMs, int limit) {
        return disk.durable().keysSince(atMs, limit);
    }

    @Override
    public Map<String, String> settings() {
        return disk.durable().settings();
    }

    @Override
    public List<AuditRecord> audit(int limit) {
        return disk.durable().audit(limit);
    }

    @Override
    public Optional<byte[]> policy(String name) {
        return disk.durable().policy(name);
    }

    @Override
    public Stats stats() {
        return disk.durable().stats();
    }

    @Override
    public long rowCount() {
        return disk.durable().rowCount();
    }

    @Override
    public long lastSeq() {
        return disk.durable().lastSeq();
    }

    @Override
    public void backup(Path file) {
        disk.durable().backup(file);
    }

    @Override
    public long delete(Retention retention, Consumer<List<String>> rowsGone) {
        return disk.durable().delete(retention, rowsGone);
    }
}

package io.granger.hub.cluster;

import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.Receipt;
import io.granger.hub.store.Retention;
import io.granger.hub.store.RowId;
import io.granger.hub.store.RowQuery;
import io.granger.hub.store.Stats;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.store.StoreFailure.Kind;
import io.granger.hub.store.StoredRow;
import io.granger.hub.store.TaskQuery;
import io.granger.hub.store.TaskRecord;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hub's own store whose open tasks other hubs hold too: a change of a task is committed when the cluster has it
 * and then the store.
 *
 * <p>In that order, so that whoever takes a task over knows at least what its former owner's store knows; the rows that
 * close with a change go with it and are written by the new owner too, equal byte for byte. Changes of one task are
 * offered one after the other. A change that fails takes with it those that wait behind it. Changes of tasks come from the
 * owner thread, on which the grid answers; all else may come from any thread.
 */
public final class ClusteredStore implements HubStore {
    private static final String TAKEN_BACK = "task ";

    private final HubStore local;
    private final TaskGrid grid;
    private final Map<String, TaskCustody> open = new HashMap<>();
    private final EndedTasks ended = new EndedTasks();
    private final Reminders reminders = new Reminders();
    private final KeyDesk keys;
    private Consumer<SharedTask> displaced = task -> {};

    /** Changes of tasks go to this grid, then into this store; callbacks of both run on the owner thread. */
    public ClusteredStore(HubStore local, TaskGrid grid) {
        this.local = local;
        this.grid = grid;
        keys = new KeyDesk(grid, id -> open.containsKey(id) || reminders.holds(TAKEN_BACK + id), reminders);
    }

    /** From now on this hears, before whoever asked does, what stands instead of a record of this hub. */
    public void onDisplaced(Consumer<SharedTask> told) {
        displaced = told;
    }

    /** The hub's own store alone. */
    public HubStore local() {
        return local;
    }

    /** What the hubs know together. */
    public TaskGrid grid() {
        return grid;
    }

    /** This hub owns a task it claimed: changes of it may come. */
    public void adopt(SharedTask claimed) {
        var custody = new TaskCustody();
        custody.take(SharedRecords.record(claimed));
        custody.begin(claimed.version());
        var former = open.put(claimed.taskId(), custody);
        if (former != null) {
            end(former, moved(claimed));
        }
    }

    /** Whether changes of this task are shared: it is open and this hub owns it. */
    public boolean owns(String taskId) {
        return open.containsKey(taskId);
    }

    /** The tasks that are open and this hub's as far as it knows. */
    List<String> owned() {
        return List.copyOf(open.keySet());
    }

    /** Gives a task up if another owner's record stands instead of this hub's newest. */
    void meets(SharedTask stands) {
        var custody = open.get(stands.taskId());
        if (custody != null && custody.isOvertakenBy(stands.version())) {
            giveUp(custody, stands);
        }
    }

    private void giveUp(TaskCustody custody, SharedTask instead) {
        open.remove(instead.taskId());
        displaced.accept(instead);
        end(custody, moved(instead));
    }

    @Override
    public void commitForReceipt(Change change, CommitDone done) {
        if (change.task().isEmpty()) {
            local.commitForReceipt(change, done);
            return;
        }
        var record = change.task().get();
        var custody = change.insert()
                ? open.computeIfAbsent(record.taskId(), id -> new TaskCustody())
                : open.get(record.taskId());
        if (custody == null && record.finishedAtMs().isPresent()) {
            // It ended here before; what is added to its record now is this store's alone.
            local.commitForReceipt(change, done);
            return;
        }
        if (custody == null) {
            done.done(null, new StoreFailure(Kind.MOVED, "task " + record.taskId() + " is not this hub's"));
            return;
        }
        custody.take(record);
        custody.changes.addLast(new TaskCustody.Pending(change, done));
        if (custody.changes.size() == 1) {
            next(record.taskId(), custody);
        }
    }

    private void next(String taskId, TaskCustody custody) {
        var pending = custody.changes.peekFirst();
        if (pending == null) {
            return;
        }
        var change = pending.change();
        if (change.insert() && change.key().isPresent()) {
            keys.take(
                    change.key().get(),
                    () -> {
                        if (!custody.isOver()) {
                            offer(taskId, custody, custody.next(change, grid.node()));
                        }
                    },
                    failure -> refused(taskId, custody, failure));
        } else {
            offer(taskId, custody, custody.next(change, grid.node()));
        }
    }

    private void offer(String taskId, TaskCustody custody, SharedTask offered) {
        grid.offer(
                offered,
                answer -> settled(taskId, custody, answer, offer -> {
                    switch (offer) {
                        case Offer.Stands stands -> keep(taskId, custody, offered);
                        case Offer.Displaced other -> giveUp(custody, other.instead());
                        case Offer.Incomplete incomplete -> {
                            custody.doubt();
                            offer(
                                    taskId,
                                    custody,
                                    custody.next(custody.changes.getFirst().change(), grid.node()));
                        }
                    }
                }));
    }

    private void keep(String taskId, TaskCustody custody, SharedTask offered) {
        var pending = custody.changes.getFirst();
        local.commitForReceipt(pending.change(), (receipt, failure) -> {
            if (custody.isOver()) {
                return;
            }
            if (failure != null) {
                boolean isUnknown = pending.change().insert() && failure.kind() == Kind.IO;
                // A disk that failed may have it: the task must not be made a second time.
                refused(
                        taskId,
                        custody,
                        isUnknown ? new StoreFailure(Kind.UNCONFIRMED, text(failure), failure) : failure);
                return;
            }
            var key = pending.change().insert() ? pending.change().key() : Optional.<KeyRecord>empty();
            // Not before: a key that stays without its task could never be used.
            key.ifPresentOrElse(
                    taken -> keys.confirm(taken, () -> kept(taskId, custody, offered, receipt)),
                    () -> kept(taskId, custody, offered, receipt));
        });
    }

    private static String text(StoreFailure failure) {
        return "the store failed: " + failure.getMessage();
    }

    /** A change came to nothing. A task that nobody was told of is taken back, unless nobody can say what became of it. */
    private void refused(String taskId, TaskCustody custody, StoreFailure failure) {
        if (custody.isOver()) {
            return;
        }
        custody.doubt();
        var change = custody.changes.getFirst().change();
        if (change.insert() && !custody.isClaimed() && failure.kind() != Kind.UNCONFIRMED) {
            open.remove(taskId);
            takeBack(taskId, custody, change.key());
        }
        fail(custody, failure);
    }

    private void takeBack(String taskId, TaskCustody custody, Optional<KeyRecord> key) {
        if (custody.wasOffered()) {
            reminders.add(
                    TAKEN_BACK + taskId,
                    told -> grid.withdraw(taskId, answer -> {
                        boolean isDone = answer instanceof GridAnswer.Done<Boolean>;
                        told.accept(isDone);
                        if (isDone) {
                            key.ifPresent(keys::giveBack);
                        }
                    }));
        } else {
            key.ifPresent(keys::giveBack);
        }
    }

    /** Tells the cluster again what it did not answer. */
    public void remind() {
        reminders.repeat();
    }

    private void kept(String taskId, TaskCustody custody, SharedTask offered, @Nullable Receipt receipt) {
        if (custody.isOver()) {
            return;
        }
        var pending = custody.changes.removeFirst();
        if (offered.version().isEnd()) {
            open.remove(taskId);
            show(offered);
        }
        pending.done().done(receipt, null);
        next(taskId, custody);
    }

    /** A task that was taken over is remembered by time alone: a hub that is away may have it open. */
    private void show(SharedTask task) {
        if (task.version().epoch() == 1) {
            ended.add(task.taskId(), task.record().length + task.data().length, grid::forget);
        }
    }

    private <T> void settled(String taskId, TaskCustody custody, GridAnswer<T> answer, Consumer<T> then) {
        if (answer instanceof GridAnswer.Done<T> done && !custody.isOver()) {
            then.accept(done.value());
        } else if (!custody.isOver()) {
            refused(taskId, custody, answer.failure().orElseThrow());
        }
    }

    private static StoreFailure moved(SharedTask instead) {
        var version = instead.version();
        return new StoreFailure(
                Kind.MOVED,
                "task " + instead.taskId() + " is " + version.status().word() + " at " + version.owner() + ", epoch "
                        + version.epoch());
    }

    private static void end(TaskCustody custody, StoreFailure why) {
        custody.end();
        fail(custody, why);
    }

    private static void fail(TaskCustody custody, StoreFailure failure) {
        var all = List.copyOf(custody.changes);
        custody.changes.clear();
        all.forEach(pending -> pending.done().done(null, failure));
    }

    // ---- everything else is the hub's own --------------------------------------------------------------------------

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

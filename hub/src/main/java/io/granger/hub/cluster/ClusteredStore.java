package io.granger.hub.cluster;

import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.Receipt;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.store.StoreFailure.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
public final class ClusteredStore extends PassingStore {
    /** Begins the settings that name the ends kept for other hubs; their values are when the tasks ended, epoch milliseconds. */
    public static final String KEPT = "cluster.kept.";

    private static final String TAKEN_BACK = "task ";

    private final HubStore local;
    private final TaskGrid grid;
    private final Map<String, TaskCustody> open = new HashMap<>();
    private final EndedTasks ended = new EndedTasks();
    private final Reminders reminders = new Reminders();
    private final KeyDesk keys;
    private Consumer<SharedTask> displaced = task -> {};
    private BooleanSupplier mayRestore = () -> true;
    private BooleanSupplier mayTakeNewKeys = () -> true;

    /** Changes of tasks go to this grid, then into this store; callbacks of both run on the owner thread. */
    public ClusteredStore(HubStore local, TaskGrid grid) {
        super(local);
        this.local = local;
        this.grid = grid;
        keys = new KeyDesk(
                grid,
                id -> open.containsKey(id) || reminders.holds(TAKEN_BACK + id),
                () -> mayTakeNewKeys.getAsBoolean(),
                this::keepEnd,
                reminders);
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
    public Set<String> owned() {
        return Set.copyOf(open.keySet());
    }

    /** Whether the cluster should know this task as this hub's. */
    boolean isExpected(String taskId) {
        var custody = open.get(taskId);
        return custody != null && !custody.isBeingMade();
    }

    /** From now on what the cluster has lost of this hub's tasks is told it again only while this says yes. */
    public void restoresWhile(BooleanSupplier isSure) {
        mayRestore = isSure;
    }

    /** From now on a key that the cluster does not know is taken for a new task only while this says yes. */
    public void makesNewKeysWhile(BooleanSupplier isKnown) {
        mayTakeNewKeys = isKnown;
    }

    /** The task may have been taken over, and the cluster does not know any more: it is not this hub's. */
    public void release(String taskId) {
        var custody = open.remove(taskId);
        if (custody != null) {
            end(custody, new StoreFailure(Kind.MOVED, "the cluster lost task " + taskId + " while this hub was away"));
        }
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
        if (change.key().isPresent()) {
            keys.take(
                    change.key().get(),
                    custody.isClaimed(),
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
        grid.offer(offered, answer -> {
            if (custody.isOver()) {
                afterwards(offered, answer);
                return;
            }
            settled(taskId, custody, answer, offer -> {
                switch (offer) {
                    case Offer.Stands stands -> keep(taskId, custody, offered);
                    case Offer.Displaced other -> giveUp(custody, other.instead());
                    case Offer.Incomplete incomplete -> incomplete(taskId, custody);
                }
            });
        });
    }

    /** The task was given up while this was on its way: if it stands after all, the task is this hub's and nobody goes on with it. */
    private void afterwards(SharedTask offered, GridAnswer<Offer> answer) {
        boolean mayStand = !(answer instanceof GridAnswer.Done<Offer> done) || done.value() instanceof Offer.Stands;
        if (mayStand && !offered.version().isEnd() && !open.containsKey(offered.taskId())) {
            displaced.accept(offered);
        }
    }

    /** The cluster has lost the task; who was away meanwhile cannot know whether it is still his. */
    private void incomplete(String taskId, TaskCustody custody) {
        if (mayRestore.getAsBoolean()) {
            custody.restore();
            offer(taskId, custody, custody.next(custody.changes.getFirst().change(), grid.node()));
        } else {
            refused(taskId, custody, new StoreFailure(Kind.UNCONFIRMED, "the cluster knows nothing of task " + taskId));
        }
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
            // Not before: a key that stays without its task could never be used.
            pending.change()
                    .key()
                    .ifPresentOrElse(
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
        } else if (change.insert() && failure.kind() == Kind.KEY_TAKEN) {
            // On no disk, and its key is another's: whoever ordered it was told of that one.
            open.remove(taskId);
            grid.forget(taskId);
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

    /** Its owner is gone and may not have stored it, and the rows that closed with it: now this hub has it too. */
    private void keepEnd(SharedTask task, KeyRecord key) {
        keepEnd(task, change -> change.withKey(key), true, failure -> {
            if (failure.isEmpty()) {
                keys.confirm(key, () -> {});
            }
        });
    }

    /** Stores the end of a task of a hub that is gone and may not have stored it; then it may be told. */
    public void keepEnd(SharedTask task, Consumer<Optional<StoreFailure>> done) {
        keepEnd(task, change -> change, true, done);
    }

    private void keepEnd(
            SharedTask task, UnaryOperator<Change> with, boolean isNew, Consumer<Optional<StoreFailure>> done) {
        var record = SharedRecords.record(task);
        var atMs = String.valueOf(record.finishedAtMs().orElseThrow());
        var change = (isNew ? Change.insert(record) : Change.update(record))
                .withRows(SharedRecords.rows(task))
                .withSettings(Map.of(KEPT + task.taskId(), atMs));
        local.commitForReceipt(with.apply(change), (receipt, failure) -> {
            if (failure != null && isNew && failure.kind() == Kind.CONFLICT) {
                keepEnd(task, with, false, done);
            } else {
                done.accept(Optional.ofNullable(failure));
            }
        });
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
        boolean areMore = !custody.changes.isEmpty();
        pending.done().done(receipt, null);
        if (areMore) {
            // Else nothing is left, or what came while it was told is on its way already.
            next(taskId, custody);
        }
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
}

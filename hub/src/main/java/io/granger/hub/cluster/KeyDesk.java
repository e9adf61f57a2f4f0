package io.granger.hub.cluster;

import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.store.StoreFailure.Kind;
import io.granger.hub.task.TaskVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes idempotency keys among all hubs for tasks that are being made here.
 *
 * <p>A key is taken, then its task is stored, then the key is confirmed. A key that is taken but not confirmed leads nobody
 * to its task: that may yet be refused. Owner thread only.
 */
final class KeyDesk {
    private final TaskGrid grid;
    private final Predicate<String> isOpen;
    private final BooleanSupplier mayTakeNew;
    private final BiConsumer<SharedTask, KeyRecord> keepEnd;
    private final Reminders reminders;

    /**
     * A desk among these hubs.
     *
     * @param isOpen which tasks this hub has open, is making, or is taking back
     * @param mayTakeNew whether a key that the cluster does not know is nobody's: no store has it
     * @param keepEnd stores an ended task of a hub that is gone, then confirms its key
     */
    KeyDesk(
            TaskGrid grid,
            Predicate<String> isOpen,
            BooleanSupplier mayTakeNew,
            BiConsumer<SharedTask, KeyRecord> keepEnd,
            Reminders reminders) {
        this.grid = grid;
        this.isOpen = isOpen;
        this.mayTakeNew = mayTakeNew;
        this.keepEnd = keepEnd;
        this.reminders = reminders;
    }

    /**
     * Takes the key of a task; then it is this task's, or the other is told why not.
     *
     * @param isAccepted whether the task was accepted before, with this key
     */
    void take(KeyRecord key, boolean isAccepted, Runnable taken, Consumer<StoreFailure> refused) {
        if (isAccepted) {
            take(key, "", taken, refused);
        } else {
            takeNew(key, "", taken, refused);
        }
    }

    private void takeNew(KeyRecord key, String insteadOf, Runnable taken, Consumer<StoreFailure> refused) {
        if (mayTakeNew.getAsBoolean()) {
            take(key, insteadOf, taken, refused);
            return;
        }
        grid.readKey(
                key.principal(),
                key.key(),
                answer -> settled(
                        answer,
                        refused,
                        found -> refused.accept(found.filter(inForce -> inForce.holdsAgainst(key))
                                .map(KeyDesk::taken)
                                .orElseGet(() -> unheard(key)))));
    }

    private void take(KeyRecord key, String insteadOf, Runnable taken, Consumer<StoreFailure> refused) {
        grid.takeKey(
                new SharedKey(key, grid.node(), false),
                insteadOf,
                answer -> settled(answer, refused, inForce -> {
                    if (inForce.key().taskId().equals(key.taskId())) {
                        taken.run();
                    } else if (inForce.confirmed()) {
                        refused.accept(taken(inForce));
                    } else if (isBeingMade(inForce)) {
                        refused.accept(busy(inForce));
                    } else {
                        afterItsOwner(key, inForce, taken, refused);
                    }
                }));
    }

    /** Whoever took it is gone, or gave it back: it may be had unless the task came to be. */
    private void afterItsOwner(KeyRecord key, SharedKey inForce, Runnable taken, Consumer<StoreFailure> refused) {
        var former = inForce.key().taskId();
        grid.read(
                former,
                answer -> settled(answer, refused, task -> {
                    if (task.isEmpty()) {
                        takeNew(key, former, taken, refused);
                    } else if (SharedRecords.key(task.get()).isEmpty()) {
                        // Only the first record has it: this task is on somebody's disk.
                        refused.accept(taken(inForce));
                    } else if (isLeftEnded(task.get())) {
                        keepEnd.accept(task.get(), inForce.key());
                        refused.accept(busy(inForce));
                    } else {
                        // Whoever takes it over stores it and confirms its key.
                        refused.accept(busy(inForce));
                    }
                }));
    }

    /** Whether a task ended at a hub that is gone and may not have stored it: nobody takes it over any more. */
    private boolean isLeftEnded(SharedTask task) {
        var owner = task.version().owner();
        return task.version().isEnd() && !grid.hubs().contains(owner);
    }

    /** Whether the hub that took a key may still be about to make its task; of its own tasks a hub knows. */
    private boolean isBeingMade(SharedKey inForce) {
        var taskId = inForce.key().taskId();
        return inForce.owner().equals(grid.node())
                ? isOpen.test(taskId)
                : grid.hubs().contains(inForce.owner());
    }

    /** The task is stored: its key stays, whatever becomes of this hub. Goes on once the cluster has been told once. */
    void confirm(KeyRecord key, Runnable then) {
        var once = new AtomicBoolean();
        keep(new SharedKey(key, grid.node(), true), () -> {
            if (!once.getAndSet(true)) {
                then.run();
            }
        });
    }

    /** The task will not come to be: whoever comes next may have its key. */
    void giveBack(KeyRecord key) {
        keep(new SharedKey(key, TaskVersion.SHOWN_BY + grid.node(), false), () -> {});
    }

    private void keep(SharedKey key, Runnable told) {
        reminders.add(
                "key " + key.key().taskId(),
                answered -> grid.takeKey(key, "", answer -> {
                    answered.accept(answer instanceof GridAnswer.Done<SharedKey>);
                    told.run();
                }));
    }

    private static StoreFailure taken(SharedKey inForce) {
        var cause = new KeyTaken(inForce);
        return new StoreFailure(Kind.KEY_TAKEN, "idempotency key " + cause.getMessage(), cause);
    }

    private static StoreFailure busy(SharedKey inForce) {
        return new StoreFailure(
                Kind.KEY_BUSY, "task " + inForce.key().taskId() + " is being made with this key at " + inForce.owner());
    }

    private static StoreFailure unheard(KeyRecord key) {
        return new StoreFailure(
                Kind.KEY_BUSY,
                "idempotency key " + key.key()
                        + " may be in the store of a hub that was not heard yet: the cluster lost what it"
                        + " knew of keys");
    }

    private static <T> void settled(GridAnswer<T> answer, Consumer<StoreFailure> refused, Consumer<T> then) {
        if (answer instanceof GridAnswer.Done<T> done) {
            then.accept(done.value());
        } else {
            refused.accept(answer.failure().orElseThrow());
        }
    }
}

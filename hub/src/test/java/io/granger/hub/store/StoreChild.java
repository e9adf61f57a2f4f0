package io.granger.hub.store;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process of its own that commits tasks as fast as it can and prints {@code ack NUMBER} for each that was
 * acknowledged, until it is killed or the store fails: then {@code failed KIND healthy=BOOLEAN} and the end.
 *
 * <p>Arguments: data directory, number of the first task.
 */
final class StoreChild {

    private static final int IN_FLIGHT = 200;

    private StoreChild() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        AtomicBoolean failed = new AtomicBoolean();
        Semaphore slots = new Semaphore(IN_FLIGHT);
        try (DataDirectory data = DataDirectory.open(Path.of(args[0]));
                HubStore store = SqliteStore.open(data.store(), StoreSettings.DEFAULT, Runnable::run)) {
            out.println("open");
            for (int number = Integer.parseInt(args[1]); !failed.get(); number++) {
                slots.acquireUninterruptibly();
                int task = number;
                store.commit(Change.insert(Samples.accepted(task)), failure -> {});
                Change end = Change.update(
                        Samples.ended(task, "completed"), List.of(Samples.row(task, 1), Samples.row(task, 2)));
                store.commit(end, failure -> {
                    slots.release();
                    if (failure == null) {
                        out.println("ack " + task);
                    } else if (failed.compareAndSet(false, true)) {
                        out.println("failed " + ((StoreFailure) failure).kind() + " healthy=" + store.healthy());
                    }
                });
            }
            store.commit(
                    Change.insert(Samples.accepted(1_000_000_000)),
                    failure ->
                            out.println("then " + (failure instanceof StoreFailure refused ? refused.kind() : "ok")));
        }
    }
}

package io.granger.hub.simulation;

import io.granger.hub.store.Change;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.Receipt;
import io.granger.hub.store.StoreFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the process: the changes that were forced to it, in order, in the product's own store logic. How fast it
 * is and whether it takes anything can change at any time.
 */
final class SimulatedDisk {
    static final long USUAL_MICROS = 900;

    private static final long LONGEST_MICROS = 4_000_000;

    private final MemoryStore durable = new MemoryStore(Runnable::run);
    private final Consumer<Change> watcher;
    private long usualMicros = USUAL_MICROS;
    private Health health = Health.FINE;

    /** Whether it takes what is written. */
    enum Health {
        FINE,
        /** Nothing fits; heals. */
        FULL,
        /** Some changes fit and others do not; heals. */
        NEARLY_FULL,
        /** Writing fails and nobody can say what of it is there. */
        FAILING
    }

    /** An empty disk; the watcher sees every change once it is durable. */
    SimulatedDisk(Consumer<Change> watcher) {
        this.watcher = watcher;
    }

    /** What is on it. */
    MemoryStore durable() {
        return durable;
    }

    Health health() {
        return health;
    }

    void become(Health now) {
        health = now;
    }

    void slow(long micros) {
        usualMicros = micros;
    }

    void heal() {
        health = Health.FINE;
        usualMicros = USUAL_MICROS;
    }

    long writeMicros(Chance chance) {
        return Math.min(LONGEST_MICROS, chance.delay(usualMicros));
    }

    /** Writes one change, or says why it cannot be stored. */
    Written write(Change change) {
        var told = new Written[1];
        durable.commitForReceipt(change, (receipt, failure) -> told[0] = new Written(receipt, failure));
        if (told[0].failure() == null) {
            watcher.accept(change);
        }
        return told[0];
    }

    /** What became of a change. */
    record Written(@Nullable Receipt receipt, @Nullable StoreFailure failure) {}
}

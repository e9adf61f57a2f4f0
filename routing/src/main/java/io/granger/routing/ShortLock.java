package io.granger.routing;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock that is held for some microseconds only: to put a thread to sleep and wake it again would take longer than to look until it is
 * free. Whoever finds it taken for long, as when its holder lost the processor, sleeps all the same. A thread may take it again.
 */
final class ShortLock {
    /** Some 100 microseconds. */
    private static final int LOOKS = 2_000;

    private final ReentrantLock lock = new ReentrantLock();

    /** Does it alone. */
    <T> T get(Supplier<T> work) {
        take();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does it alone. */
    void run(Runnable work) {
        take();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private void take() {
        for (int i = 0; i < LOOKS; i++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }
}

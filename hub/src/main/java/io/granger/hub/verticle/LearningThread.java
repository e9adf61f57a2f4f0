package io.granger.hub.verticle;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Learns on a thread of its own, so that no task waits for what another one taught. Who hands over more than it can do helps it. Safe
 * from any thread.
 */
public final class LearningThread implements LearningQueue {

    /* Waking a thread costs its waker as much as a row costs to learn. So while rows come it looks for them itself. */

    /** Beyond so many that wait, each that is handed over has some done by who does so. */
    static final int WAITING_MAX = 1_024;

    private static final int AT_A_TIME = 16;
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int NAPS_MAX = 50;
    static final int SEVERAL = 256;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final Object turn = new Object();
    private final Thread thread;
    private final AtomicBoolean isBegun = new AtomicBoolean();
    private volatile Runnable afterSeveral = () -> {};
    private int several;
    private volatile boolean isAsleep = true;
    private volatile boolean isClosed;

    /** Waits for something to be learnt; there is no thread before. */
    public LearningThread() {
        thread = new Thread(this::run, "granger-learning");
        thread.setDaemon(true);
    }

    @Override
    public void add(Runnable lesson) {
        waiting.add(lesson);
        if (length.incrementAndGet() > WAITING_MAX) {
            learn(AT_A_TIME);
        }
        if (isClosed) {
            catchUp();
        } else if (isAsleep) {
            wake();
        }
    }

    @Override
    public void afterSeveral(Runnable work) {
        afterSeveral = work;
    }

    private void wake() {
        if (isBegun.compareAndSet(false, true)) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void catchUp() {
        learn(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        catchUp();
    }

    /** How many wait. */
    int waiting() {
        return length.get();
    }

    /** The thread, to be looked at. */
    Thread thread() {
        return thread;
    }

    private void run() {
        isAsleep = false;
        int naps = 0;
        while (!isClosed) {
            if (learn(AT_A_TIME)) {
                naps = 0;
                // To the kernel a hub is a batch process: who wakes up interrupts nobody, so what can wait gives way by
                // itself.
                Thread.yield();
            } else if (naps < NAPS_MAX) {
                naps++;
                LockSupport.parkNanos(this, NAP_NANOS);
            } else {
                sleep();
                naps = 0;
            }
        }
    }

    private void sleep() {
        isAsleep = true;
        // What was handed over before anybody could see that it sleeps wakes nobody.
        if (waiting.isEmpty() && !isClosed) {
            LockSupport.park(this);
        }
        isAsleep = false;
    }

    /** Does the next ones; whether there were any. */
    private boolean learn(int most) {
        synchronized (turn) {
            int done = 0;
            for (var next = next(most); next != null; next = next(most - ++done)) {
                next.run();
                several++;
            }
            if (several >= SEVERAL || (several > 0 && waiting.isEmpty())) {
                several = 0;
                afterSeveral.run();
            }
            return done > 0;
        }
    }

    private @Nullable Runnable next(int most) {
        var next = most > 0 ? waiting.poll() : null;
        if (next != null) {
            length.decrementAndGet();
        }
        return next;
    }
}

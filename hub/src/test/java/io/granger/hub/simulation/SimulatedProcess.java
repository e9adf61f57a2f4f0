package io.granger.hub.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One life of a process: what it has planned happens late while it is frozen, and never once it was killed. A restart is
 * another process.
 */
final class SimulatedProcess {
    private final VirtualTime time;
    private final Trouble trouble;
    private final String name;
    private final Deque<Runnable> heldBack = new ArrayDeque<>();
    private boolean isDead;
    private boolean isFrozen;

    SimulatedProcess(VirtualTime time, Trouble trouble, String name) {
        this.time = time;
        this.trouble = trouble;
        this.name = name;
    }

    /** Whose process it is. */
    String name() {
        return name;
    }

    boolean isAlive() {
        return !isDead;
    }

    boolean isRunning() {
        return !isDead && !isFrozen;
    }

    /** Runs something in this process after a while. */
    long after(long delayMicros, Runnable what) {
        return time.after(delayMicros, () -> run(what));
    }

    void cancel(long number) {
        time.cancel(number);
    }

    private void run(Runnable what) {
        if (isDead) {
            return;
        }
        if (isFrozen) {
            heldBack.add(what);
            return;
        }
        try {
            what.run();
        } catch (RuntimeException | AssertionError thrown) {
            trouble.broke("nothing that runs in " + name + " throws", thrown);
        }
    }

    void kill() {
        isDead = true;
        heldBack.clear();
    }

    /** Stands still for so long; then all that should have happened does at once. */
    void freeze(long micros) {
        if (isFrozen || isDead) {
            return;
        }
        isFrozen = true;
        time.after(micros, this::thaw);
    }

    void thaw() {
        isFrozen = false;
        while (!heldBack.isEmpty() && isRunning()) {
            run(heldBack.remove());
        }
    }
}

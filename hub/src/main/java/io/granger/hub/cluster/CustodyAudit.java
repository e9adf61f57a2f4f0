package io.granger.hub.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Makes sure that a hub which may have been missed by the others still owns what it takes for its own: they may have taken it
 * over, and ended it, without its ever having lost its lease. And that the cluster still knows of it: it may have been lost
 * with the hubs that held it. Owner thread only.
 */
public final class CustodyAudit {
    private static final int IN_FLIGHT = 64;
    private static final long AGAIN_MS = 500;

    private final ClusteredStore store;
    private final BiConsumer<Long, Runnable> later;
    private final Consumer<String> missing;
    private final Deque<String> toAsk = new ArrayDeque<>();
    private int round;
    private int asked;
    private boolean isOver = true;

    /**
     * An audit of what this store owns.
     *
     * @param later runs something after so many milliseconds
     * @param missing hears of each task that the cluster knows nothing of, or only what it was before this hub had it
     */
    public CustodyAudit(ClusteredStore store, BiConsumer<Long, Runnable> later, Consumer<String> missing) {
        this.store = store;
        this.later = later;
        this.missing = missing;
    }

    /** Whether nothing has happened since the last audit that would call for another. */
    public boolean isOver() {
        return isOver;
    }

    /** Asks the cluster for every task this hub has open; what is another's by now is given up. */
    public void begin() {
        round++;
        asked = 0;
        toAsk.clear();
        toAsk.addAll(store.owned());
        isOver = toAsk.isEmpty();
        next(round);
    }

    private void next(int of) {
        while (asked < IN_FLIGHT && !toAsk.isEmpty()) {
            var taskId = toAsk.removeFirst();
            if (store.isExpected(taskId)) {
                asked++;
                ask(taskId, of);
            }
        }
        isOver = asked == 0 && toAsk.isEmpty();
    }

    /** Else it is an older record that a store shows: what this hub made of it is lost. */
    private boolean isOurs(SharedTask stands) {
        return stands.version().owner().equals(store.grid().node());
    }

    private void ask(String taskId, int of) {
        store.grid().read(taskId, answer -> {
            if (of != round) {
                return;
            }
            if (answer instanceof GridAnswer.Done<Optional<SharedTask>> done) {
                done.value().ifPresent(store::meets);
                boolean isKnown = done.value().map(this::isOurs).orElse(false);
                if (!isKnown && store.isExpected(taskId)) {
                    missing.accept(taskId);
                }
                asked--;
                next(of);
            } else {
                later.accept(AGAIN_MS, () -> {
                    if (of == round) {
                        ask(taskId, of);
                    }
                });
            }
        });
    }
}

package io.granger.hub.verticle;

import io.granger.hub.cluster.ClusteredStore;
import io.granger.hub.cluster.CustodyAudit;
import io.granger.hub.cluster.GridAnswer;
import io.granger.hub.cluster.SharedKey;
import io.granger.hub.cluster.TaskGrid;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the cluster knows what the stores of all its hubs have. It does not after all hubs were gone at once, or two that held
 * something together: idempotency keys, and the newest records of tasks, are then on disks alone.
 *
 * <p>Each hub shows what its store has and then notes that in a roll, which is lost with anything the cluster loses. Until the stores
 * of all hubs are in it, a task that is only shown is not taken over, and no task is made with a key that nobody showed. A hub
 * that does not come is waited for, but not for ever. Owner thread only.
 */
final class RollCall {
    /** How long a hub that does not come is waited for. */
    static final long ABSENT_MS = 30_000;

    /** How long one that is there and does not answer is waited for. */
    private static final long SILENT_MS = 300_000;

    private static final Logger LOG = LoggerFactory.getLogger(RollCall.class);

    /** The setting under which a store has its name: that of the hub that opened it first, as long as the store lives. */
    private static final String NAME = "cluster.store";

    /** Noted in the place of those that were waited for long enough. */
    private static final String ABSENT = "*";

    /** Keys shown, last first; the cluster keeps about as many of each hub. */
    private static final int KEYS_SHOWN = 200_000;

    private static final int IN_FLIGHT = 64;
    private static final long AGAIN_MS = 500;
    private static final long LOOK_MS = 2_000;

    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final HubStore local;
    private final TaskGrid grid;
    private final StoredTasks stored;
    private final CustodyAudit audit;
    private final int hubs;

    private String name = "";
    private Showing showing = new Showing();
    private boolean isShown;
    private boolean isComplete;
    private boolean isAbsentNoted;
    private boolean isAsking;
    private boolean hasMissed;
    private int losses;
    private long sinceMs;
    private long askedAtMs;

    /** What is being shown now; another begins when something was lost meanwhile. */
    private static final class Showing {
        final Deque<KeyRecord> keys = new ArrayDeque<>();
        int inFlight;
        boolean isNoted;
    }

    RollCall(
            Surroundings surroundings,
            LongSupplier clock,
            ClusteredStore store,
            StoredTasks stored,
            CustodyAudit audit,
            int hubs) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.local = store.local();
        this.grid = store.grid();
        this.stored = stored;
        this.audit = audit;
        this.hubs = hubs;
    }

    /** Whether nothing that a store has can be news to the cluster any more. */
    boolean isComplete() {
        return isComplete;
    }

    /** Begins: this store has a name, and shows what it has where the cluster may not know. */
    void begin() {
        sinceMs = clock.getAsLong();
        grid.onLoss(this::lost);
        findName();
    }

    private void findName() {
        surroundings
                .blocking(() -> Optional.ofNullable(local.settings().get(NAME)))
                .onSuccess(known -> known.ifPresentOrElse(this::named, this::giveName))
                .onFailure(e -> surroundings.after(AGAIN_MS, this::findName));
    }

    private void giveName() {
        local.commit(Change.settings(Map.of(NAME, grid.node())), error -> {
            if (error == null) {
                named(grid.node());
            } else {
                surroundings.after(AGAIN_MS, this::findName);
            }
        });
    }

    private void named(String found) {
        name = found;
        int of = losses;
        grid.answerRoll(Set.of(), answer -> {
            var roll = of == losses && answer instanceof GridAnswer.Done<Map<String, String>> done
                    ? done.value()
                    : Map.<String, String>of();
            isComplete = isWhole(roll);
            show(isComplete && roll.containsKey(name));
        });
    }

    /** Both hubs that held something are gone, or this one was alone: the roll says which. */
    private void lost() {
        losses++;
        isComplete = false;
        isAbsentNoted = false;
        sinceMs = clock.getAsLong();
        audit.begin();
        if (!showing.isNoted && !name.isEmpty()) {
            show(false);
        }
    }

    /**
     * The cluster did not know something of this hub's own, which is told again, or given up to be shown: not before that is known
     * may others go on.
     */
    void missed() {
        hasMissed = !isComplete;
    }

    private void show(boolean isNoted) {
        isShown = false;
        var begun = new Showing();
        begun.isNoted = isNoted;
        showing = begun;
        stored.offer(() -> {
            if (isComplete) {
                shown(begun);
            } else {
                readKeys(begun);
            }
        });
    }

    private void readKeys(Showing of) {
        long fromMs = clock.getAsLong() - KeyRecord.KEPT_MS;
        surroundings
                .blocking(() -> local.keysSince(fromMs, KEYS_SHOWN))
                .onSuccess(found -> {
                    of.keys.addAll(found);
                    nextKeys(of);
                })
                .onFailure(e -> surroundings.after(AGAIN_MS, () -> readKeys(of)));
    }

    private void nextKeys(Showing of) {
        while (of == showing && of.inFlight < IN_FLIGHT && !of.keys.isEmpty()) {
            of.inFlight++;
            showKey(of.keys.removeFirst(), of);
        }
        if (of.inFlight == 0) {
            shown(of);
        }
    }

    private void showKey(KeyRecord key, Showing of) {
        grid.takeKey(new SharedKey(key, grid.node(), true), SharedKey.ANY_UNCONFIRMED, answer -> {
            if (answer instanceof GridAnswer.Done<SharedKey> || of != showing) {
                of.inFlight--;
                nextKeys(of);
            } else {
                surroundings.after(AGAIN_MS, () -> showKey(key, of));
            }
        });
    }

    private void shown(Showing of) {
        if (of == showing) {
            isShown = !hasMissed;
            tick();
        }
    }

    /** What time alone brings. */
    void tick() {
        long nowMs = clock.getAsLong();
        if (!grid.hasQuorum()) {
            sinceMs = nowMs;
        } else if (hasMissed && audit.isOver()) {
            hasMissed = false;
            audit.begin();
            show(false);
        } else if (!isAsking && isShown && audit.isOver() && (!isComplete || nowMs - askedAtMs >= LOOK_MS)) {
            ask(nowMs);
        }
    }

    private void ask(long nowMs) {
        isAsking = true;
        askedAtMs = nowMs;
        int of = losses;
        var noted = showing;
        var notes = new HashSet<String>();
        if (!noted.isNoted) {
            notes.add(name);
        }
        if (isAbsentNoted) {
            notes.add(ABSENT);
        }
        grid.answerRoll(notes, answer -> {
            isAsking = false;
            if (of == losses && answer instanceof GridAnswer.Done<Map<String, String>> done) {
                noted.isNoted = true;
                heard(done.value());
            }
        });
    }

    private void heard(Map<String, String> roll) {
        isAbsentNoted = false;
        if (!roll.containsKey(name) && showing.isNoted) {
            LOG.info("the cluster has lost something that stores may have: this hub shows what its store has");
            isComplete = false;
            audit.begin();
            show(false);
            return;
        }
        if (isComplete) {
            return;
        }
        isComplete = isWhole(roll);
        long waitedMs = clock.getAsLong() - sinceMs;
        boolean isLate = waitedMs >= ABSENT_MS && roll.values().containsAll(grid.hubs()) || waitedMs >= SILENT_MS;
        if (!isComplete && isLate) {
            LOG.warn(
                    "{} of {} hubs have shown what their stores have; the others are waited for no longer",
                    roll.size(),
                    hubs);
            isAbsentNoted = true;
        }
    }

    private boolean isWhole(Map<String, String> roll) {
        return roll.containsKey(ABSENT) || roll.size() >= hubs;
    }
}

package io.granger.hub.verticle;

import io.granger.hub.cluster.ClusteredStore;
import io.granger.hub.cluster.GridAnswer;
import io.granger.hub.cluster.Offer;
import io.granger.hub.cluster.SharedTask;
import io.granger.hub.cluster.TaskGrid;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.TaskQuery;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskCodec;
import io.granger.hub.task.TaskStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a hub's store still has open when the hub starts: shown to the cluster as nobody's, before anything of it goes on.
 * Where the cluster knows better, that stands; else the task is taken over like any other whose owner is gone, by whichever
 * hub's part it is. The same after hubs came or went, because what the cluster knew may have gone with them. Owner thread only.
 */
final class StoredTasks {
    private static final Logger LOG = LoggerFactory.getLogger(StoredTasks.class);

    /** How many of the tasks accepted last are looked through for ends of tasks that were taken over. */
    private static final int ENDED_LOOKED_AT = 5_000;

    private static final int IN_FLIGHT = 64;
    private static final long AGAIN_MS = 500;

    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final ClusteredStore store;
    private final HubStore local;
    private final TaskGrid grid;
    private final Consumer<SharedTask> displaced;
    private final Deque<TaskRecord> toShow = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private int inFlight;

    StoredTasks(Surroundings surroundings, LongSupplier clock, ClusteredStore store, Consumer<SharedTask> displaced) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.store = store;
        this.local = store.local();
        this.grid = store.grid();
        this.displaced = displaced;
    }

    /**
     * Shows all of it that this hub does not own.
     *
     * @param shown run when the cluster knows it
     */
    void offer(Runnable shown) {
        // What is on its way to the disk, of tasks given up a moment ago, is to be read too.
        local.commit(Change.NONE, error -> read(shown));
    }

    private void read(Runnable shown) {
        var owned = store.owned();
        surroundings
                .blocking(() -> {
                    var all = new ArrayList<TaskRecord>();
                    local.eachOpenTask(task -> {
                        if (!owned.contains(task.taskId())) {
                            all.add(task);
                        }
                    });
                    all.addAll(endedElsewhereOpen());
                    all.addAll(keptForOthers());
                    return all;
                })
                .onSuccess(all -> {
                    toShow.addAll(all);
                    waiting.add(shown);
                    next();
                })
                .onFailure(e -> {
                    LOG.warn("the store's open tasks are not read yet: {}", e.getMessage());
                    surroundings.after(AGAIN_MS, () -> read(shown));
                });
    }

    /** Tasks this hub took over and ended: their first owner's store may have them open still. */
    private List<TaskRecord> endedElsewhereOpen() {
        var found = new ArrayList<TaskRecord>();
        var cursor = Optional.<String>empty();
        for (int seen = 0; seen < ENDED_LOOKED_AT; ) {
            var page = local.tasks(new TaskQuery(Optional.empty(), Optional.empty(), 1_000, cursor));
            for (var task : page) {
                if (isTakenAndEnded(task)) {
                    local.task(task.taskId()).ifPresent(found::add);
                }
            }
            if (page.size() < 1_000) {
                break;
            }
            seen += page.size();
            cursor = Optional.of(page.getLast().taskId());
        }
        return found;
    }

    /** Ends of tasks of hubs that were gone: their own stores may have them open still. For a day, as long as the cluster knows of ends. */
    private List<TaskRecord> keptForOthers() {
        long dayAgoMs = clock.getAsLong() - KeyRecord.KEPT_MS;
        var found = new ArrayList<TaskRecord>();
        var old = new HashMap<String, String>();
        local.settings().forEach((name, endedAtMs) -> {
            if (name.startsWith(ClusteredStore.KEPT) && Long.parseLong(endedAtMs) < dayAgoMs) {
                old.put(name, "");
            } else if (name.startsWith(ClusteredStore.KEPT)) {
                local.task(name.substring(ClusteredStore.KEPT.length())).ifPresent(found::add);
            }
        });
        if (!old.isEmpty()) {
            local.commit(Change.settings(old), error -> {});
        }
        return found;
    }

    private static boolean isTakenAndEnded(TaskRecord task) {
        return TaskStatus.of(task.state()).map(TaskStatus::isTerminal).orElse(false)
                && TaskCodec.progress(task.body().bytes()).epoch() > 1;
    }

    private void next() {
        while (inFlight < IN_FLIGHT && !toShow.isEmpty()) {
            inFlight++;
            show(toShow.removeFirst());
        }
        if (inFlight == 0) {
            var told = List.copyOf(waiting);
            waiting.clear();
            told.forEach(Runnable::run);
        }
    }

    private void shown() {
        inFlight--;
        next();
    }

    private void show(TaskRecord record) {
        if (record.finishedAtMs().isPresent()) {
            // Only where the cluster does not know of an end: this one may be that very end, under its owner's name.
            grid.read(record.taskId(), answer -> {
                boolean isKnown = answer instanceof GridAnswer.Done<Optional<SharedTask>> done
                        && done.value().map(t -> t.version().isEnd()).orElse(false);
                if (isKnown) {
                    shown();
                } else {
                    offer(record);
                }
            });
        } else {
            offer(record);
        }
    }

    private void offer(TaskRecord record) {
        grid.offer(SharedTask.ofStored(record, grid.node()), answer -> {
            if (answer instanceof GridAnswer.Done<Offer> done) {
                if (done.value() instanceof Offer.Displaced other) {
                    displaced.accept(other.instead());
                }
                shown();
            } else {
                surroundings.after(AGAIN_MS, () -> show(record));
            }
        });
    }
}

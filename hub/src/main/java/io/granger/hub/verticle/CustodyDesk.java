package io.granger.hub.verticle;

import io.granger.hub.cluster.ClusteredStore;
import io.granger.hub.cluster.CustodyAudit;
import io.granger.hub.cluster.GridAnswer;
import io.granger.hub.cluster.HubLease;
import io.granger.hub.cluster.SharedRecords;
import io.granger.hub.cluster.SharedTask;
import io.granger.hub.cluster.TaskGrid;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.Change;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tasks this hub owns among the hubs of its cluster: keeps its lease, takes over what hubs that are gone left open,
 * gives up what others took, and finds tasks wherever they are. Owner thread only.
 */
public final class CustodyDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CustodyDesk.class);

    private static final int CLAIMS_IN_FLIGHT = 256;
    private static final long LOOK_MS = 500;
    private static final long LOOK_QUIET_MS = 5_000;
    private static final long UNQUIET_MS = 60_000;
    private static final long ASK_AGAIN_MS = 500;

    /** So long after somebody came or went the owners of open tasks have told the cluster again what it may have lost. */
    private static final long SHOW_AGAIN_MS = 1_000;

    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final ClusteredStore store;
    private final TaskGrid grid;
    private final TaskRunner runner;
    private final HubMetrics metrics;
    private final HubLease lease = new HubLease();
    private final StoredTasks stored;
    private final RollCall roll;
    private final CustodyAudit audit;

    private final Map<String, Long> seenAtMs = new HashMap<>();
    private final Set<String> wanted = new HashSet<>();
    private final Deque<SharedTask> toClaim = new ArrayDeque<>();
    private final TaskConflicts conflicts;
    private int claiming;
    private boolean isLooking;
    private boolean isStopping;

    /** Whether this hub was out of touch since its last audit: what it had open may have been taken over. */
    private boolean wasAway;

    private volatile boolean hasQuorum;
    private long askedAtMs = Long.MIN_VALUE;
    private long lookAtMs = Long.MIN_VALUE;
    private long changedAtMs;
    private long showAtMs = Long.MAX_VALUE;

    /** The desk where the store is shared with other hubs, else empty; it then says what may be accepted, begun and sent. */
    static Optional<CustodyDesk> of(
            HubCore.Given given, TaskRunner runner, TaskEffects effects, Admission admission, EventLog log) {
        if (!(given.store() instanceof ClusteredStore store)) {
            return Optional.empty();
        }
        int hubs = given.config().cluster().hubs();
        var desk = new CustodyDesk(given.surroundings(), given.clock(), store, hubs, runner, log, given.metrics());
        runner.gate().guardedBy(desk::mayDispatch);
        effects.onlyWhile(desk::mayDispatch);
        admission.onlyWith(desk::hasQuorum);
        return Optional.of(desk);
    }

    private CustodyDesk(
            Surroundings surroundings,
            LongSupplier clock,
            ClusteredStore store,
            int hubs,
            TaskRunner runner,
            EventLog log,
            HubMetrics metrics) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.store = store;
        this.grid = store.grid();
        this.runner = runner;
        this.metrics = metrics;
        stored = new StoredTasks(surroundings, clock, store, this::displaced);
        conflicts = new TaskConflicts(runner, log, metrics);
        audit = new CustodyAudit(store, surroundings::after, this::missing);
        roll = new RollCall(surroundings, clock, store, stored, audit, hubs);
        store.restoresWhile(() -> !wasAway && isInTouch());
        store.makesNewKeysWhile(roll::isComplete);
        store.onDisplaced(this::displaced);
    }

    /** Begins: shows the cluster what this hub's store has open, renews its lease, looks for tasks without an owner. */
    public void start() {
        changedAtMs = clock.getAsLong();
        grid.onMembers(() -> {
            changedAtMs = clock.getAsLong();
            lookAtMs = changedAtMs;
            showAtMs = changedAtMs + SHOW_AGAIN_MS;
            audit.begin();
            tick();
        });
        roll.begin();
        tick();
    }

    /** Begins nothing new from now on: what is open here is left to others. */
    public void stop() {
        isStopping = true;
    }

    /** Whether calls may be sent to spokes. */
    boolean mayDispatch() {
        return !isStopping && lease.mayDispatch(clock.getAsLong());
    }

    /** Whether enough hubs are there to accept anything. Safe from any thread. */
    public boolean hasQuorum() {
        return hasQuorum;
    }

    /** What time alone brings. */
    void tick() {
        long nowMs = clock.getAsLong();
        hasQuorum = grid.hasQuorum();
        wasAway = !hasQuorum || wasAway && !(audit.isOver() && lease.isHeld(nowMs));
        boolean isDue = nowMs - askedAtMs >= HubLease.RENEW_MS
                || !lease.mayDispatch(nowMs) && nowMs - askedAtMs >= ASK_AGAIN_MS;
        if (askedAtMs == Long.MIN_VALUE || nowMs < askedAtMs || isDue) {
            renew(nowMs);
        }
        if (hasQuorum) {
            store.remind();
        }
        roll.tick();
        if (hasQuorum && nowMs >= showAtMs) {
            showAtMs = Long.MAX_VALUE;
            stored.offer(() -> {});
        }
        // What is taken over must be stored here.
        if (!isStopping && hasQuorum && store.healthy() && nowMs >= lookAtMs && !isLooking) {
            look(nowMs);
        }
    }

    private void renew(long nowMs) {
        askedAtMs = nowMs;
        grid.renew(answer -> {
            if (answer instanceof GridAnswer.Done<Boolean>) {
                boolean wasShut = !mayDispatch();
                if (!lease.isHeld(clock.getAsLong())) {
                    wasAway = true;
                    audit.begin();
                }
                lease.renewed(nowMs);
                if (wasShut && mayDispatch()) {
                    runner.gateOpened();
                }
            }
        });
    }

    // ---- taking over -----------------------------------------------------------------------------------------------

    private void look(long nowMs) {
        isLooking = true;
        grid.orphans(answer -> {
            isLooking = false;
            boolean isQuiet = nowMs - changedAtMs > UNQUIET_MS && seenAtMs.isEmpty();
            lookAtMs = nowMs + (isQuiet ? LOOK_QUIET_MS : LOOK_MS);
            if (answer instanceof GridAnswer.Done<List<SharedTask>> done) {
                found(done.value());
            }
        });
    }

    private void found(List<SharedTask> orphans) {
        long nowMs = clock.getAsLong();
        seenAtMs.keySet().retainAll(orphans.stream().map(SharedTask::taskId).toList());
        for (var task : orphans) {
            long seenMs = nowMs - seenAtMs.computeIfAbsent(task.taskId(), id -> nowMs);
            if (wanted.contains(task.taskId()) || seenMs < waitMs(task)) {
                continue;
            }
            wanted.add(task.taskId());
            toClaim.add(task);
        }
        claimNext();
    }

    /**
     * A call with unsafe effects may be under way: its owner may still hear of its end while its lease lasts. Of what one store
     * shows another may know the end.
     */
    private long waitMs(SharedTask task) {
        if (task.version().isShown()) {
            return roll.isComplete() ? 0 : Long.MAX_VALUE;
        }
        boolean isUnsafe = state(task)
                .step()
                .flatMap(ActiveStep::call)
                .map(ActiveStep.Call::isUnsafe)
                .orElse(false);
        return isUnsafe ? HubLease.LEASE_MS : 0;
    }

    private static TaskState state(SharedTask task) {
        return TaskRecords.state(SharedRecords.record(task));
    }

    private void claimNext() {
        while (claiming < CLAIMS_IN_FLIGHT && !toClaim.isEmpty() && !isStopping) {
            claiming++;
            var task = toClaim.removeFirst();
            grid.claim(task.taskId(), task.version().epoch(), answer -> claimed(task, answer));
        }
    }

    private void claimed(SharedTask task, GridAnswer<Optional<SharedTask>> answer) {
        switch (answer) {
            case GridAnswer.Done<Optional<SharedTask>> done -> {
                done.value().ifPresent(this::adopt);
                claimEnded(task);
            }
            case GridAnswer.NoQuorum<Optional<SharedTask>> none -> claimEnded(task);
            case GridAnswer.Unknown<Optional<SharedTask>> unknown ->
                // It may be this hub's now, and nobody else would look at it again.
                surroundings.after(
                        ASK_AGAIN_MS,
                        () -> grid.read(task.taskId(), read -> {
                            if (read instanceof GridAnswer.Done<Optional<SharedTask>> done) {
                                done.value()
                                        .filter(now -> now.version()
                                                .equals(task.version().takenBy(grid.node())))
                                        .ifPresent(this::adopt);
                                claimEnded(task);
                            } else {
                                claimed(task, unknown);
                            }
                        }));
        }
    }

    private void claimEnded(SharedTask task) {
        wanted.remove(task.taskId());
        seenAtMs.remove(task.taskId());
        claiming--;
        claimNext();
    }

    private void adopt(SharedTask taken) {
        store.adopt(taken);
        surroundings
                .blocking(() -> store.local().task(taken.taskId()).isPresent())
                .onSuccess(isKnown -> {
                    metrics.takenOver();
                    runner.adopt(state(taken), taken, isKnown);
                })
                .onFailure(e -> LOG.error("task {} was taken over and cannot go on", taken.taskId(), e));
    }

    // ---- giving up -------------------------------------------------------------------------------------------------

    /** The cluster lost a task: its owner tells it again, unless another may be its owner by now; then the store shows it. */
    private void missing(String taskId) {
        roll.missed();
        if (wasAway) {
            runner.moved(taskId);
            store.release(taskId);
            showAtMs = Math.min(showAtMs, clock.getAsLong() + SHOW_AGAIN_MS);
        } else {
            runner.tellAgain(taskId);
        }
    }

    /** Another record stands instead of one of this hub's. */
    private void displaced(SharedTask instead) {
        conflicts.note(instead);
        if (store.owns(instead.taskId())) {
            // What was said of a record that this store showed before the task became this hub's.
            return;
        }
        if (!instead.version().owner().equals(grid.node())) {
            runner.moved(instead.taskId());
        } else if (!instead.version().isEnd() && wanted.add(instead.taskId())) {
            // This hub gave up what is its own: nobody else would take it over as long as this one is there.
            toClaim.add(instead);
            claimNext();
        }
        if (instead.version().isEnd() && instead.isWhole()) {
            // With the rows that closed with it: whoever ended it may have died before its own store had them.
            var end = Change.update(SharedRecords.record(instead)).withRows(SharedRecords.rows(instead));
            store.local().commit(end, error -> {
                if (error != null) {
                    LOG.warn("the end of task {} is not in this hub's store: {}", instead.taskId(), error.getMessage());
                }
            });
        }
    }

    /** The ends of a task that lost, as its view shows them; empty when there are none. */
    public JsonArray conflicts(String taskId) {
        return conflicts.of(taskId);
    }

    // ---- finding ---------------------------------------------------------------------------------------------------

    /** Whether an open task of this hub is surely still its own, so that it may say how the task stands. */
    public boolean isInTouch() {
        return hasQuorum && audit.isOver() && lease.isHeld(clock.getAsLong());
    }

    /**
     * What the cluster knows of a task, empty when that is nothing; fails with {@link NotAsked} when it cannot be asked. An
     * end is not told while its owner is there: only that one knows whether it is durable. Nor is told that a task is open
     * where that is only shown.
     */
    public Future<Optional<TaskState>> find(String taskId) {
        Promise<Optional<TaskState>> found = Promise.promise();
        grid.read(taskId, answer -> {
            switch (answer) {
                case GridAnswer.Done<Optional<SharedTask>> done -> {
                    done.value().ifPresent(conflicts::note);
                    if (done.value().map(this::isForItsOwner).orElse(false)) {
                        found.fail(elsewhere(taskId));
                    } else {
                        tell(done.value().filter(SharedTask::isWhole), found);
                    }
                }
                case GridAnswer.NoQuorum<Optional<SharedTask>> none ->
                    found.fail(new NotAsked(ErrorCode.NO_QUORUM, none.why()));
                case GridAnswer.Unknown<Optional<SharedTask>> unknown ->
                    found.fail(new NotAsked(ErrorCode.OUTCOME_UNKNOWN, unknown.why()));
            }
        });
        return found.future();
    }

    /** The end of a task of a hub that is gone is on no disk perhaps: it is told when it is on this one. */
    private void tell(Optional<SharedTask> task, Promise<Optional<TaskState>> found) {
        var end =
                task.filter(known -> known.version().isEnd() && !known.version().isShown() && !isMine(known));
        if (end.isEmpty()) {
            found.complete(task.map(CustodyDesk::state));
            return;
        }
        store.keepEnd(end.get(), failure -> {
            if (failure.isEmpty()) {
                found.complete(task.map(CustodyDesk::state));
            } else {
                found.fail(new NotAsked(
                        ErrorCode.OUTCOME_UNKNOWN,
                        "its end is not stored yet: " + failure.get().getMessage()));
            }
        });
    }

    private boolean isMine(SharedTask task) {
        return task.version().owner().equals(grid.node());
    }

    private boolean isForItsOwner(SharedTask task) {
        var owner = task.version().owner();
        // Of an open task that a store shows another store may have the end.
        return task.version().isEnd()
                ? !owner.equals(grid.node()) && grid.hubs().contains(owner)
                : task.version().isShown();
    }

    /** What a hub answers that may not say how a task stands: others may. */
    public static ApiError elsewhere(String taskId) {
        return ApiError.of(ErrorCode.OUTCOME_UNKNOWN, "the hub that owns task " + taskId + " does not answer now")
                .retryAfter(1);
    }
}

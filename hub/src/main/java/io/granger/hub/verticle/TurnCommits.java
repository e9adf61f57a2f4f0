package io.granger.hub.verticle;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskState;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes what a turn changed durable in one change, and only then has its calls sent, tells of it and forgets a task that ended. A change
 * that is refused is tried again until it is taken, unless the store, or the cluster, contradicts it. Owner thread only.
 */
final class TurnCommits {
    private static final Logger LOG = LoggerFactory.getLogger(TurnCommits.class);

    /** How long after a refused commit the same is tried again. */
    private static final long RECOMMIT_MS = 500;

    private final Surroundings surroundings;
    private final HubStore store;
    private final TaskEffects effects;
    private final TaskRunner.AfterTurn after;
    private final OpenTasks open;
    private final Ends ends;
    private final SendGate gate;
    private final BiConsumer<TaskSlot, TaskEvent.Answered> answered;

    /** What else hears of a task's end, or of its changes. */
    record Ends(WaitingRoom waitingRoom, TaskTimers timers, EventLog log) {}

    /** Commits; {@code answered} gets what becomes of the calls sent. */
    TurnCommits(
            Surroundings surroundings,
            HubStore store,
            TaskEffects effects,
            TaskRunner.AfterTurn after,
            OpenTasks open,
            Ends ends,
            SendGate gate,
            BiConsumer<TaskSlot, TaskEvent.Answered> answered) {
        this.surroundings = surroundings;
        this.store = store;
        this.effects = effects;
        this.after = after;
        this.open = open;
        this.ends = ends;
        this.gate = gate;
        this.answered = answered;
    }

    /** Makes durable what a turn changed; completes {@code durable} with the state it led to. */
    void commit(TaskSlot slot, Turn turn, Optional<KeyRecord> key, Promise<TaskState> durable) {
        if (slot.isDropped) {
            durable.tryFail(moved(slot));
            return;
        }
        var state = slot.state;
        // An earlier change may be under way still and be refused while this one is not: this one says all that it
        // said.
        for (var row : turn.rows) {
            if (!slot.unsavedRows.contains(row)) {
                slot.unsavedRows.add(row);
            }
        }
        var rows = List.copyOf(slot.unsavedRows);
        var data = slot.durableData == state.data()
                ? Optional.<String>empty()
                : Optional.of(state.data().text());
        var record = TaskRecords.of(state, slot.spec, slot.isInserted, data);
        boolean isInsert = !slot.isInserted;
        var taken = isInsert ? key.or(() -> slot.unsavedKey) : key;
        slot.isInserted = true;
        slot.committed = durable.future();
        long startNanos = System.nanoTime();
        boolean isWatched = after.committing();
        store.commit(
                new Change(Optional.of(record), isInsert, rows, turn.outcomes, taken, Map.of(), List.of(), Map.of()),
                error -> {
                    effects.metrics().committed(System.nanoTime() - startNanos);
                    if (isWatched) {
                        after.committed();
                    }
                    if (error == null) {
                        // One by one: the first is nearly always it, and to compare two rows is long.
                        rows.forEach(slot.unsavedRows::remove);
                        slot.durableData = state.data();
                        committed(slot, state, turn, durable);
                    } else {
                        refused(slot, turn, isInsert, taken, error, durable);
                    }
                });
    }

    private void committed(TaskSlot slot, TaskState state, Turn turn, Promise<TaskState> durable) {
        if (slot.isDropped) {
            durable.tryFail(moved(slot));
            return;
        }
        slot.durable = state;
        if (state.status().isTerminal()) {
            // Before anybody hears of the end: whoever does may count on the place it gives back.
            open.ended(slot, state);
        }
        durable.tryComplete(state);
        for (var step : turn.sends) {
            if (slot.standsAt(step)) {
                gate.pass(slot, step, this::send);
            }
        }
        after.stored(state, turn);
        if (!turn.tells.isEmpty()) {
            var details = tellDetails(state);
            turn.tells.forEach(kind -> ends.log().tellTask(kind, slot.taskId(), details));
        }
        if (state.status().isTerminal()) {
            ends.waitingRoom().leave(slot.taskId());
            slot.waiters.forEach(w -> w.tryComplete(state));
            slot.waiters.clear();
        }
    }

    private void send(TaskSlot slot, ActiveStep step) {
        effects.dispatcher().send(slot, step, answered);
    }

    /** A task that was never acknowledged is forgotten; what was acknowledged keeps trying until the store takes it. */
    private void refused(
            TaskSlot slot,
            Turn turn,
            boolean wasInsert,
            Optional<KeyRecord> key,
            Throwable error,
            Promise<TaskState> durable) {
        var kind = error instanceof StoreFailure failure ? Optional.of(failure.kind()) : Optional.empty();
        // A request that is repeated at another hub is no trouble: it is answered with the task it made there.
        boolean isRepeat = kind.equals(Optional.of(StoreFailure.Kind.KEY_TAKEN));
        LOG.atLevel(isRepeat ? Level.DEBUG : Level.WARN)
                .log("change of task {} not stored: {}", slot.taskId(), error.getMessage());
        boolean isMoved = slot.isDropped || kind.equals(Optional.of(StoreFailure.Kind.MOVED));
        boolean isUnsure = kind.equals(Optional.of(StoreFailure.Kind.UNCONFIRMED));
        // Nobody was told of a task whose key is another's, not even where its first owner died over it.
        boolean isNever = wasInsert && (isRepeat || !slot.isAcknowledged && !isUnsure);
        if (isMoved || isNever || kind.equals(Optional.of(StoreFailure.Kind.CONFLICT))) {
            // Repeating what contradicts the store, or the cluster, would never end; what is stored stands.
            var why = isMoved ? moved(slot) : error;
            drop(slot, why);
            durable.tryFail(why);
            return;
        }
        if (wasInsert) {
            // Another hub may hold it already: whoever asked is told so, and the task goes on once that is known.
            durable.tryFail(error);
            slot.isInserted = false;
            slot.unsavedKey = key.or(() -> slot.unsavedKey);
        }
        surroundings.after(RECOMMIT_MS, () -> commit(slot, turn.again(), Optional.empty(), durable));
    }

    /** Forgets a task that another hub owns now. */
    void movedAway(TaskSlot slot) {
        drop(slot, moved(slot));
    }

    /** Forgets a task: what it took is given back, who waits for it is told why. */
    private void drop(TaskSlot slot, Throwable why) {
        if (slot.isDropped) {
            return;
        }
        slot.isDropped = true;
        effects.abandon(slot);
        open.drop(slot);
        ends.waitingRoom().leave(slot.taskId());
        ends.timers().cancel(slot);
        slot.waiters.forEach(waiter -> waiter.tryFail(why));
        slot.waiters.clear();
    }

    /** Said to whoever asks for a task that another hub owns now. */
    static ApiError moved(TaskSlot slot) {
        return ApiError.of(ErrorCode.OUTCOME_UNKNOWN, "task " + slot.taskId() + " is at another hub now")
                .retryAfter(1);
    }

    /** What is told of a task; keeps words of it only, for events are kept longer than tasks. */
    private static Supplier<JsonObject> tellDetails(TaskState state) {
        var taskId = state.spec().taskId();
        var pipeline = state.spec().pipeline().name();
        var word = state.status().word();
        var why = state.why();
        return () -> new JsonObject()
                .put("pipeline", pipeline)
                .put("state", word)
                .put("why", why)
                .put("taskId", taskId);
    }
}

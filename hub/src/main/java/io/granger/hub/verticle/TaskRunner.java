package io.granger.hub.verticle;

import io.granger.hub.cluster.SharedRecords;
import io.granger.hub.cluster.SharedTask;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.Payload;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskMachine;
import io.granger.hub.task.TaskSpec;
import io.granger.hub.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks: gives each event to the {@link TaskMachine}, has its effects carried out, makes what they changed durable
 * in one change, and only then sends calls, answers clients and tells of it. Owner thread only.
 *
 * <p>The way of a task: {@code submit} - {@link Chooser} decides - {@link Dispatcher} sends - the answer comes back here
 * - {@link Closer} writes the experience.
 */
public final class TaskRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    /** How many waiting tasks are offered a free slot before the rest must wait for the next one. */
    private static final int WOKEN_MAX = 8;

    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final HubStore store;
    private final TaskEffects effects;
    private final AfterTurn after;
    private final WaitingRoom waitingRoom;
    private final OpenTasks open = new OpenTasks();
    private final SendGate gate = new SendGate();
    private final TaskTimers timers;
    private final TurnCommits commits;

    TaskRunner(
            Surroundings surroundings,
            LongSupplier clock,
            HubStore store,
            TaskEffects effects,
            AfterTurn after,
            WaitingRoom waitingRoom,
            EventLog log) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.store = store;
        this.effects = effects;
        this.after = after;
        this.waitingRoom = waitingRoom;
        timers = new TaskTimers(surroundings, clock, waitingRoom, this::run);
        commits = new TurnCommits(
                surroundings,
                store,
                effects,
                after,
                open,
                new TurnCommits.Ends(waitingRoom, timers, log),
                gate,
                this::run);
    }

    /** Accepts a task; completes once it is durable, its first decisions with it. */
    public Future<TaskState> submit(TaskSpec spec, Payload input, Optional<KeyRecord> key) {
        var slot = new TaskSlot(TaskState.accepted(spec, input), false);
        open.add(slot);
        timers.armDeadline(slot);
        Promise<TaskState> accepted = Promise.promise();
        run(slot, new TaskEvent.Accepted(clock.getAsLong()), key, List.of("task.accepted"), accepted);
        return accepted.future();
    }

    /** Takes over a task that was open when a hub stopped. */
    public void resume(TaskState stored) {
        if (open.holds(stored.spec().taskId())) {
            // It came in after this hub began to listen and before it had read what was open.
            return;
        }
        var slot = new TaskSlot(stored, true);
        open.add(slot);
        timers.armDeadline(slot);
        run(slot, new TaskEvent.TakenOver(clock.getAsLong()), Optional.empty(), List.of(), Promise.promise());
    }

    /**
     * Goes on with a task that another hub owned.
     *
     * @param claimed what the cluster gave this hub of it
     * @param isKnown whether this hub's store has a record of it, from an earlier time
     */
    void adopt(TaskState taken, SharedTask claimed, boolean isKnown) {
        moved(taken.spec().taskId());
        var slot = new TaskSlot(taken, isKnown);
        slot.isAcknowledged = true;
        slot.durableData = taken.input();
        slot.unsavedRows.addAll(SharedRecords.rows(claimed));
        open.add(slot);
        timers.armDeadline(slot);
        var event = new TaskEvent.TakenOver(clock.getAsLong(), claimed.version().epoch());
        run(slot, event, SharedRecords.key(claimed), List.of("task.taken"), Promise.promise());
    }

    /** Another hub owns this task now. */
    void moved(String taskId) {
        Optional.ofNullable(open.slot(taskId)).ifPresent(commits::movedAway);
    }

    /** The cluster lost what it knew of this task: it is told again. */
    void tellAgain(String taskId) {
        Optional.ofNullable(open.slot(taskId))
                .ifPresent(slot -> commits.commit(slot, new Turn(), Optional.empty(), Promise.promise()));
    }

    /** What says whether calls may be sent to spokes. */
    SendGate gate() {
        return gate;
    }

    /** Calls may be sent again: those held back go once the cluster confirms that their tasks are still this hub's. */
    void gateOpened() {
        gate.release((slot, step) -> {
            if (!slot.isDropped && slot.standsAt(step)) {
                commits.commit(slot, Turn.sending(step), Optional.empty(), Promise.promise());
            }
        });
        wakeAll();
    }

    /** The durable state of a task that is open here or ended a short while ago, or empty: then the store knows. */
    public Optional<TaskState> find(String taskId) {
        return open.find(taskId);
    }

    /** The store knows more of this ended task than was kept here. */
    void forget(String taskId) {
        open.forget(taskId);
    }

    /** How many tasks are open; safe from any thread. */
    public int openCount() {
        return open.count();
    }

    /** Gives an open task an event; completes with the state it led to once that is durable, or empty when it is not open. */
    public Future<Optional<TaskState>> give(String taskId, TaskEvent event) {
        var slot = open.slot(taskId);
        if (slot == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Promise<TaskState> done = Promise.promise();
        run(slot, event, Optional.empty(), List.of(), done);
        return done.future().map(Optional::of);
    }

    /** Completes with the durable terminal state, or with what is durable after {@code waitMs}; empty when not open here. */
    public Future<Optional<TaskState>> await(String taskId, long waitMs) {
        var slot = open.slot(taskId);
        if (slot == null) {
            return Future.succeededFuture(Optional.empty());
        }
        if (waitMs <= 0) {
            return Future.succeededFuture(Optional.of(slot.durable));
        }
        Promise<TaskState> ended = Promise.promise();
        slot.waiters.add(ended);
        long timer = surroundings.after(waitMs, () -> {
            slot.waiters.remove(ended);
            ended.tryComplete(slot.durable);
        });
        return ended.future().map(state -> {
            surroundings.cancel(timer);
            return Optional.of(state);
        });
    }

    /** What else must hear of a turn. */
    interface AfterTurn {
        /** Its calls ended and gave back their slots. */
        void freed(Turn turn);

        /** A change goes to the store; whether {@link #committed} is to be called when it was taken or refused. */
        boolean committing();

        /** The change that was watched was taken or refused. */
        void committed();

        /** What it changed is durable, this state of its task included. */
        void stored(TaskState state, Turn turn);
    }

    /** A slot that these capabilities share may be free: it goes to the most urgent of the waiting tasks that may use it. */
    public void slotFreed(List<String> capabilities) {
        for (var taskId : waitingRoom.nextForSlot(capabilities, WOKEN_MAX)) {
            wake(taskId);
            if (!waitingRoom.holds(taskId)) {
                return;
            }
        }
    }

    /** Spokes came or breakers moved: of each wait the first are asked again, and the next as long as somebody gets on. */
    public void spokesChanged() {
        int before;
        do {
            before = waitingRoom.size();
            waitingRoom.nextForSpokes(WOKEN_MAX).forEach(line -> line.forEach(this::wake));
        } while (waitingRoom.size() < before);
    }

    /** Every task that waits is asked again. */
    public void wakeAll() {
        waitingRoom.all().forEach(this::wake);
    }

    /** The calls under way at this spoke will not be answered. */
    public void spokeLeft(String spokeId) {
        effects.dispatcher()
                .callsAt(spokeId)
                .forEach((attemptId, slot) -> slot.state
                        .step()
                        .flatMap(ActiveStep::call)
                        .filter(c -> c.attemptId().equals(attemptId))
                        .ifPresent(c -> run(slot, effects.dispatcher().answers().left(c))));
    }

    private void wake(String taskId) {
        var slot = open.slot(taskId);
        if (slot == null) {
            waitingRoom.leave(taskId);
        } else {
            run(slot, new TaskEvent.Woken(clock.getAsLong()));
        }
    }

    private void run(TaskSlot slot, TaskEvent event) {
        run(slot, event, Optional.empty(), List.of(), Promise.promise());
    }

    private void run(
            TaskSlot slot, TaskEvent first, Optional<KeyRecord> key, List<String> tells, Promise<TaskState> durable) {
        if (slot.isDropped) {
            after.freed(effects.ended(first));
            durable.tryFail(TurnCommits.moved(slot));
            return;
        }
        var before = slot.state;
        var turn = new Turn();
        turn.tells.addAll(tells);
        Deque<TaskEvent> events = new ArrayDeque<>(4);
        events.add(first);
        for (var event = events.poll(); event != null; event = events.poll()) {
            var transition = TaskMachine.apply(slot.state, event);
            slot.state = transition.state();
            for (var effect : transition.effects()) {
                effects.carryOut(effect, slot, turn).ifPresent(events::add);
            }
        }
        timers.keep(slot);
        if (slot.state == before || slot.state.equals(before) && turn.rows.isEmpty() && slot.isInserted) {
            // What it stands at may still be on its way to the store.
            slot.committed.onComplete(durable);
            turn.outcomes.forEach(late -> store.commit(Change.outcome(late), error -> {
                if (error != null) {
                    LOG.warn("late answer {} not kept: {}", late.key(), error.getMessage());
                }
            }));
        } else {
            commits.commit(slot, turn, key, durable);
        }
        after.freed(turn);
    }
}

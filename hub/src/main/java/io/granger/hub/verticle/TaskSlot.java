package io.granger.hub.verticle;

import io.granger.hub.store.KeyRecord;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.Payload;
import io.granger.hub.task.TaskState;
import io.granger.routing.Arm;
import io.granger.routing.ExperienceRow;
import io.granger.routing.ModeInForce;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An open task in memory: its newest state, its newest durable one, and who waits for it. Owner thread only. */
final class TaskSlot {
    static final long NO_TIMER = -1;

    final byte[] spec;
    final List<Promise<TaskState>> waiters = new ArrayList<>(1);

    /** Rows of changes that are not known to be durable; they go with each change until one is. */
    final List<ExperienceRow> unsavedRows = new ArrayList<>(0);

    /** The idempotency key of a task whose acceptance is not confirmed yet. */
    Optional<KeyRecord> unsavedKey = Optional.empty();

    TaskState state;
    TaskState durable;
    Payload durableData;
    boolean isInserted;

    /** Whether somebody was told that it is accepted, though this hub's store may not have it yet. */
    boolean isAcknowledged;

    /** Whether it is only asked what would be decided: nothing may come of it. */
    boolean isDry;

    /** Whether another hub owns it now: whatever still happens to it here is nothing any more. */
    boolean isDropped;

    /** Completes with what the last change made durable. */
    Future<TaskState> committed;

    long deadlineTimer = NO_TIMER;
    long wakeTimer = NO_TIMER;

    /** The option that ended last, until the next candidates are known and it can be learnt from. */
    Optional<ExperienceRow> endedOption = Optional.empty();

    /** The mode its last decision was made under and the arm that gave; asked anew only when the mode changes. */
    Optional<ModeInForce> mode = Optional.empty();

    Arm arm = Arm.NONE;

    TaskSlot(TaskState state, boolean isInserted) {
        this.spec = TaskRecords.spec(state.spec());
        this.state = state;
        this.durable = state;
        this.committed = Future.succeededFuture(state);
        this.durableData = state.data();
        this.isInserted = isInserted;
    }

    String taskId() {
        return state.spec().taskId();
    }

    /** Whether the call of this step is the one under way. */
    boolean standsAt(ActiveStep step) {
        var attempt = step.call().map(ActiveStep.Call::attemptId);
        return state.step()
                .flatMap(ActiveStep::call)
                .map(ActiveStep.Call::attemptId)
                .equals(attempt);
    }
}

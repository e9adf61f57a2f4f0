package io.granger.hub.verticle;

import io.granger.hub.task.TaskEvent;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** The timers of open tasks: each one's deadline, and the one wake-up it may wait for. Owner thread only. */
final class TaskTimers {
    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final WaitingRoom waitingRoom;
    private final BiConsumer<TaskSlot, TaskEvent> run;

    TaskTimers(
            Surroundings surroundings,
            LongSupplier clock,
            WaitingRoom waitingRoom,
            BiConsumer<TaskSlot, TaskEvent> run) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.waitingRoom = waitingRoom;
        this.run = run;
    }

    void armDeadline(TaskSlot slot) {
        long leftMs = Math.max(1, slot.state.spec().deadlineAtMs() - clock.getAsLong());
        slot.deadlineTimer = surroundings.after(leftMs, () -> {
            slot.deadlineTimer = TaskSlot.NO_TIMER;
            run.accept(slot, new TaskEvent.DeadlinePassed(clock.getAsLong()));
        });
    }

    /** The one wake-up a task may wait for, and none once it ended. */
    void keep(TaskSlot slot) {
        if (slot.state.status().isTerminal()) {
            cancel(slot);
            return;
        }
        slot.state
                .waiting()
                .ifPresentOrElse(
                        waiting -> {
                            waitingRoom.enter(slot, waiting);
                            waiting.untilMs().ifPresent(until -> {
                                surroundings.cancel(slot.wakeTimer);
                                slot.wakeTimer = surroundings.after(
                                        Math.max(1, until - clock.getAsLong()),
                                        () -> run.accept(slot, new TaskEvent.Woken(clock.getAsLong())));
                            });
                        },
                        () -> waitingRoom.served(slot.taskId()));
    }

    void cancel(TaskSlot slot) {
        surroundings.cancel(slot.deadlineTimer);
        surroundings.cancel(slot.wakeTimer);
    }
}

package io.granger.hub.task;

import io.granger.routing.Level;
import io.granger.task.StepOutcome;
import java.util.List;

/**
 * The life of a task: {@code (state, event) -> (state', effects)}.
 *
 * <p>A chain option runs until it reaches the goal or a step fails. A failed step ends it; then one recovery decision is
 * asked for. Retry and substitute make one call and end; skip ends at once; after each a chain is chosen again. Escalate
 * ends the task. Pure; safe from any thread.
 */
public final class TaskMachine {
    private TaskMachine() {}

    /**
     * What an event made of a task.
     *
     * @param state the next state
     * @param effects what to do, in order
     */
    public record Transition(TaskState state, List<TaskEffect> effects) {}

    /** Applies one event. Events that no longer concern the task leave it as it is. */
    public static Transition apply(TaskState state, TaskEvent event) {
        var turn = new TaskTurn(state);
        switch (event) {
            case TaskEvent.Answered answered -> answered(turn, answered);
            case TaskEvent.Verified verified -> turn.verified(verified);
            default -> {
                if (!state.status().isTerminal()) {
                    open(turn, event);
                }
            }
        }
        return turn.finish();
    }

    private static void open(TaskTurn turn, TaskEvent event) {
        switch (event) {
            case TaskEvent.Accepted e -> turn.ask(Level.OPTION);
            case TaskEvent.ChainChosen e -> turn.follow(e);
            case TaskEvent.RecoveryChosen e -> RecoveryTurn.follow(turn, e);
            case TaskEvent.StepChosen e -> turn.call(e);
            case TaskEvent.NothingEligible e -> turn.park(e);
            case TaskEvent.Woken e -> turn.wake();
            case TaskEvent.DeadlinePassed e -> EndTurn.deadline(turn, e.atMs());
            case TaskEvent.CancelAsked e -> EndTurn.cancel(turn, e.atMs());
            case TaskEvent.Resolved e -> RecoveryTurn.resolve(turn, e);
            case TaskEvent.TakenOver e -> RecoveryTurn.takeOver(turn, e);
            case TaskEvent.Answered e -> throw new IllegalStateException("answers are handled apart");
            case TaskEvent.Verified e -> throw new IllegalStateException("ratings are handled apart");
        }
    }

    private static void answered(TaskTurn turn, TaskEvent.Answered e) {
        if (!turn.waitsFor(e.attemptId())) {
            turn.emit(new TaskEffect.LateAnswer(e.attemptId(), e.outcome()));
            return;
        }
        switch (e.outcome()) {
            case StepOutcome.Success success -> turn.succeeded(e, success);
            case StepOutcome.Failure failure -> turn.failed(e, failure);
        }
    }
}

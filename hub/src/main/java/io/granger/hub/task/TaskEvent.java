package io.granger.hub.task;

import io.granger.recovery.RecoveryOption;
import io.granger.registry.Dispatch;
import io.granger.routing.ChainOption;
import io.granger.routing.Decision;
import io.granger.routing.Level;
import io.granger.task.StepOutcome;
import java.util.Optional;

/** What can happen to a task. */
public sealed interface TaskEvent {
    /** When it happened, epoch milliseconds. */
    long atMs();

    /** The task was accepted and wants its first chain. */
    record Accepted(long atMs) implements TaskEvent {}

    /** An option decision chose a chain. */
    record ChainChosen(long atMs, Decision decision, ChainOption option) implements TaskEvent {}

    /** A recovery decision chose how to go on after a failed step. */
    record RecoveryChosen(long atMs, Decision decision, RecoveryOption option) implements TaskEvent {}

    /** A step decision chose a candidate and a slot on one of its instances was taken. */
    record StepChosen(long atMs, Decision decision, Dispatch dispatch, boolean isUnsafe) implements TaskEvent {}

    /** Nothing may be chosen at this level now. */
    record NothingEligible(long atMs, Level level, WaitReason reason, String capability, String why)
            implements TaskEvent {}

    /**
     * A call ended.
     *
     * @param attemptId which call
     * @param output present on success
     * @param outputType media type of the output
     * @param unknownOutcome whether the call may have had its effects although no answer came, or none that can be used
     * @param spokeLeft whether it ended because its spoke's lease ran out
     */
    record Answered(
            long atMs,
            String attemptId,
            StepOutcome outcome,
            Optional<Payload> output,
            String outputType,
            boolean unknownOutcome,
            boolean spokeLeft)
            implements TaskEvent {}

    /** What the task waited for may be there, or its time is over. */
    record Woken(long atMs) implements TaskEvent {}

    /** The task's deadline passed. */
    record DeadlinePassed(long atMs) implements TaskEvent {}

    /** The client takes the task back. */
    record CancelAsked(long atMs) implements TaskEvent {}

    /** A person says what became of a step with an unknown outcome. */
    record Resolved(long atMs, boolean isDone, Optional<Payload> output, boolean redo) implements TaskEvent {}

    /**
     * A hub took the task over, after a restart or from another hub.
     *
     * @param epoch the epoch it took the task for; at least one more than the task's in any case
     */
    record TakenOver(long atMs, int epoch) implements TaskEvent {
        /** For the next epoch. */
        public TakenOver(long atMs) {
            this(atMs, 1);
        }
    }

    /** A verifier rated the output of a step. */
    record Verified(long atMs, String stepId, double quality) implements TaskEvent {}
}

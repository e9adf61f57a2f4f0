package io.granger.hub.task;

import io.granger.routing.Cause;
import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import java.util.Optional;
import java.util.OptionalDouble;

/** How a task ends. Each way closes what is open and pays the task's outcome at most once. */
final class EndTurn {
    private EndTurn() {}

    static void complete(TaskTurn turn, long atMs) {
        turn.closeOption(Optional.of(outcome(turn, true, atMs)), true, false, Cause.GOAL, atMs);
        end(turn, TaskStatus.COMPLETED, Optional.empty(), atMs);
    }

    static void exhausted(TaskTurn turn, long atMs) {
        turn.closeOption(Optional.of(outcome(turn, false, atMs)), true, false, Cause.EXHAUSTED, atMs);
        var last = turn.lastFailure;
        boolean inputAtFault =
                last.map(f -> f.failureClass() == FailureClass.INVALID_INPUT).orElse(false);
        var capability = turn.step.map(s -> s.spec().capability()).orElse("a step");
        end(
                turn,
                inputAtFault ? TaskStatus.FAILED : TaskStatus.DEAD,
                Optional.of(new TaskError(
                        last.map(f -> f.failureClass().word()).orElse("exhausted"),
                        capability + " failed and no recovery option is left: "
                                + last.map(StepFailure::message).orElse("no failure recorded"))),
                atMs);
    }

    /** It takes spokes down: no other is given to it. */
    static void poison(TaskTurn turn, long instances, long atMs) {
        turn.closeOption(Optional.of(outcome(turn, false, atMs)), true, false, Cause.EXHAUSTED, atMs);
        end(
                turn,
                TaskStatus.DEAD,
                Optional.of(new TaskError(
                        "poison", instances + " different spoke instances went away while they worked at it")),
                atMs);
    }

    static void deadline(TaskTurn turn, long atMs) {
        var why = turn.before().why();
        turn.step.flatMap(ActiveStep::call).ifPresent(call -> {
            long ms = Math.max(0, atMs - call.sentAtMs());
            var failure = new StepOutcome.Failure(ms, FailureClass.TIMEOUT, "the task's deadline passed", false);
            turn.record(
                    turn.step.orElseThrow(),
                    call,
                    ms,
                    FailureClass.TIMEOUT.word(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
            turn.emit(new TaskEffect.CloseStep(call, Optional.of(failure), ms, true, false, Cause.DEADLINE));
        });
        turn.closeOption(Optional.of(outcome(turn, false, atMs)), true, false, Cause.DEADLINE, atMs);
        long limitMs =
                turn.before().spec().deadlineAtMs() - turn.before().spec().createdAtMs();
        end(
                turn,
                TaskStatus.FAILED,
                Optional.of(new TaskError("deadline", "the deadline of " + limitMs + " ms passed: " + why)),
                atMs);
    }

    static void cancel(TaskTurn turn, long atMs) {
        turn.step.flatMap(ActiveStep::call).ifPresent(call -> {
            long ms = Math.max(0, atMs - call.sentAtMs());
            turn.record(
                    turn.step.orElseThrow(),
                    call,
                    ms,
                    Cause.CANCELLED.word(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
            turn.emit(new TaskEffect.CloseStep(call, Optional.empty(), ms, false, true, Cause.CANCELLED));
        });
        turn.closeOption(Optional.empty(), false, true, Cause.CANCELLED, atMs);
        end(turn, TaskStatus.CANCELLED, Optional.of(new TaskError("cancelled", "cancelled by the client")), atMs);
    }

    private static TaskEffect.TaskOutcome outcome(TaskTurn turn, boolean success, long atMs) {
        // A spoke's own word about its quality does not count for the task: only a verifier's does.
        int verified = 0;
        double quality = 0;
        boolean charged = false;
        for (var step : turn.steps) {
            if (step.succeeded() && step.verified() && step.quality().isPresent()) {
                verified++;
                quality += step.quality().getAsDouble();
            }
            charged |= step.cost().isPresent();
        }
        return new TaskEffect.TaskOutcome(
                success,
                Math.max(0, atMs - turn.before().spec().createdAtMs()),
                verified == 0 ? OptionalDouble.empty() : OptionalDouble.of(quality / verified),
                charged ? OptionalDouble.of(turn.costTotal) : OptionalDouble.empty());
    }

    private static void end(TaskTurn turn, TaskStatus status, Optional<TaskError> error, long atMs) {
        turn.status = status;
        turn.waiting = Optional.empty();
        turn.step = Optional.empty();
        turn.standing = Optional.empty();
        turn.end = Optional.of(new TaskEnd(atMs, error));
        turn.emit(new TaskEffect.Tell("task." + status.word()));
    }
}

package io.granger.hub.task;

import io.granger.recovery.RecoveryOption;
import io.granger.routing.Cause;
import io.granger.routing.Level;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How a task goes on after something went wrong: a recovery option, a person's word, a takeover. */
final class RecoveryTurn {
    private RecoveryTurn() {}

    static void follow(TaskTurn turn, TaskEvent.RecoveryChosen e) {
        turn.nextSeq = e.decision().seq() + 1;
        switch (e.option()) {
            case RecoveryOption.Retry retry -> {
                stand(turn, e, StandingOption.Kind.RETRY);
                if (retry.backoffMs() > 0) {
                    backoff(turn, e.atMs() + retry.backoffMs(), retry.backoffMs());
                } else {
                    turn.ask(Level.STEP);
                }
            }
            case RecoveryOption.Substitute substitute -> {
                turn.step = turn.step.map(ActiveStep::anywhere);
                stand(turn, e, StandingOption.Kind.SUBSTITUTE);
                turn.ask(Level.STEP);
            }
            case RecoveryOption.Reroute reroute -> {
                turn.recovered = true;
                turn.step = Optional.empty();
                turn.startChain(e.decision(), reroute.chain(), e.atMs());
            }
            case RecoveryOption.Skip skip -> skip(turn, e);
            case RecoveryOption.Escalate escalate -> {
                stand(turn, e, StandingOption.Kind.CHAIN);
                EndTurn.exhausted(turn, e.atMs());
            }
        }
    }

    private static void stand(TaskTurn turn, TaskEvent.RecoveryChosen e, StandingOption.Kind kind) {
        turn.recovered = true;
        turn.standing = Optional.of(new StandingOption(e.decision(), kind, turn.plan, "", 0, e.atMs()));
    }

    private static void backoff(TaskTurn turn, long untilMs, long backoffMs) {
        var active = turn.step.orElseThrow();
        turn.park(new Waiting(
                WaitReason.BACKOFF,
                active.spec().capability(),
                "attempt " + active.attempt() + " at " + active.spec().capability() + " starts after a backoff of "
                        + backoffMs + " ms",
                OptionalLong.of(untilMs)));
    }

    /** Leaves the optional step out: what it would have got goes to the next one. */
    private static void skip(TaskTurn turn, TaskEvent.RecoveryChosen e) {
        var active = turn.step.orElseThrow();
        turn.recovered = true;
        // Skip lasts one step although it calls nobody.
        turn.standing = Optional.of(
                new StandingOption(e.decision(), StandingOption.Kind.SUBSTITUTE, turn.plan, "", 1, e.atMs()));
        turn.steps = TaskTurn.plus(
                turn.steps,
                new StepRecord(
                        turn.before().stepId(active.number()),
                        active.spec().capability(),
                        "",
                        "",
                        active.attempt(),
                        0,
                        StepRecord.SKIPPED,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        false));
        turn.advance(e.atMs());
    }

    static void resolve(TaskTurn turn, TaskEvent.Resolved e) {
        if (turn.waiting.map(w -> w.reason() != WaitReason.NEEDS_DECISION).orElse(true)) {
            return;
        }
        turn.running();
        if (e.isDone()) {
            lastAttemptWasDone(turn);
            turn.stepDone(e.output().orElse(turn.data), turn.dataType, e.atMs());
        } else if (e.redo() && turn.standing.isPresent()) {
            turn.step = turn.step.map(ActiveStep::forgiven);
            turn.ask(Level.STEP);
        } else if (e.redo()) {
            chooseAgainFromTheStep(turn);
        } else {
            turn.optionFailed(Cause.FAILED_STEP, e.atMs());
        }
    }

    /** Its effect happened: no chain that starts again may have it happen once more. */
    private static void lastAttemptWasDone(TaskTurn turn) {
        if (!turn.steps.isEmpty()) {
            var steps = new ArrayList<>(turn.steps);
            steps.add(steps.removeLast().saidToBeDone());
            turn.steps = steps;
        }
    }

    /** Closes what the former owner left open; the task goes on from where it durably stands. */
    static void takeOver(TaskTurn turn, TaskEvent.TakenOver e) {
        long atMs = e.atMs();
        turn.epoch = Math.max(turn.epoch + 1, e.epoch());
        turn.nextSeq = 1;
        var active = turn.step;
        var call = active.flatMap(ActiveStep::call);
        call.ifPresent(c -> {
            long ms = Math.max(0, atMs - c.sentAtMs());
            turn.record(
                    active.orElseThrow(),
                    c,
                    ms,
                    Cause.OWNER_LOST.word(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
            turn.emit(new TaskEffect.CloseStep(c, Optional.empty(), ms, false, true, Cause.OWNER_LOST));
        });
        turn.closeOption(Optional.empty(), false, true, Cause.OWNER_LOST, atMs);
        boolean stillNeedsPerson =
                turn.waiting.map(w -> w.reason() == WaitReason.NEEDS_DECISION).orElse(false);
        if (stillNeedsPerson) {
            turn.emit(new TaskEffect.Park(turn.waiting.orElseThrow()));
        } else if (call.map(ActiveStep.Call::isUnsafe).orElse(false)) {
            turn.step = active.map(ActiveStep::afresh);
            turn.needsDecision(active.orElseThrow(), "the hub stopped while it was under way");
        } else {
            chooseAgainFromTheStep(turn);
        }
    }

    /** The step keeps its number: the same step is tried again, by whichever chain is chosen now. */
    private static void chooseAgainFromTheStep(TaskTurn turn) {
        turn.step.ifPresent(a -> turn.nextStep = a.number());
        turn.step = Optional.empty();
        turn.running();
        turn.ask(Level.OPTION);
    }
}

package io.granger.hub.verticle;

import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEffect;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.WaitReason;
import io.granger.registry.CandidateId;
import io.granger.registry.SpokeRegistry;
import io.granger.routing.Cause;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.granger.task.StepOutcome;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Carries out the effects of a task's turn: at once what only this thread sees, the rest once the turn is durable. */
final class TaskEffects {
    private static final String LATE = "late";
    /** Stands for the capability of a wait that is about none. */
    private static final String NOT_NOW = "";

    private static final String NOT_NOW_WHY = "this hub is stopping or out of touch with the others of its cluster";

    private final SpokeRegistry registry;
    private final Chooser chooser;
    private final Closer closer;
    private final Dispatcher dispatcher;
    private final HubMetrics metrics;
    private final Consumer<TaskEvent> decided;
    private final LongSupplier clock;
    private BooleanSupplier mayStart = () -> true;

    TaskEffects(
            SpokeRegistry registry,
            Chooser chooser,
            Closer closer,
            Dispatcher dispatcher,
            HubMetrics metrics,
            Consumer<TaskEvent> decided,
            LongSupplier clock) {
        this.registry = registry;
        this.chooser = chooser;
        this.closer = closer;
        this.dispatcher = dispatcher;
        this.metrics = metrics;
        this.decided = decided;
        this.clock = clock;
    }

    /** From now on nothing new is begun while this says no: the task waits until this hub or another may go on. */
    void onlyWhile(BooleanSupplier mayBegin) {
        mayStart = mayBegin;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    HubMetrics metrics() {
        return metrics;
    }

    /** Carries out one effect; what it leads to at once is the next event. */
    Optional<TaskEvent> carryOut(TaskEffect effect, TaskSlot slot, Turn turn) {
        switch (effect) {
            case TaskEffect.Ask ask
            when ask.level() != Level.RECOVERY && !mayStart.getAsBoolean() -> {
                return Optional.of(new TaskEvent.NothingEligible(
                        clock.getAsLong(), ask.level(), WaitReason.CONCURRENCY, NOT_NOW, NOT_NOW_WHY));
            }
            case TaskEffect.Ask ask -> {
                long startNanos = System.nanoTime();
                var event = chooser.choose(slot, ask.level());
                metrics.decided(event, System.nanoTime() - startNanos);
                decided.accept(event);
                return Optional.of(event);
            }
            case TaskEffect.Send send -> turn.sends.add(send.step());
            case TaskEffect.CloseStep close -> {
                close(close, turn);
                turn.rows.add(closer.step(slot, close));
            }
            case TaskEffect.CloseOption close -> turn.rows.add(closer.option(slot, close));
            case TaskEffect.Verify verify -> turn.verifications.add(verify);
            case TaskEffect.Park park -> {}
            case TaskEffect.LateAnswer late -> late(late, turn);
            case TaskEffect.Tell tell -> turn.tells.add(tell.kind());
        }
        return Optional.empty();
    }

    /** Gives back the slot of a call that ended; a known outcome counts for the candidate's health. */
    private void close(TaskEffect.CloseStep close, Turn turn) {
        var call = close.call();
        // What another owner took is not in this hub's count; what a cancelled call took is its own until it ends.
        if (close.cause() == Cause.OWNER_LOST || close.cause() == Cause.CANCELLED && dispatcher.owes(call)) {
            return;
        }
        if (dispatcher.hedges().isWon(call.attemptId())) {
            // The answer came from the second call; the first is measured by its own, which may still come.
            var own = dispatcher.hedges().held(call.attemptId());
            if (own.isPresent() || !dispatcher.owes(call)) {
                free(call, own, turn);
            }
            chooser.stepSucceeded();
            return;
        }
        close.outcome().filter(StepOutcome.Success.class::isInstance).ifPresent(s -> chooser.stepSucceeded());
        free(call, close.outcome(), turn);
    }

    private void free(ActiveStep.Call call, Optional<StepOutcome> outcome, Turn turn) {
        var candidate = dispatcher.check().id(call.candidate());
        outcome.ifPresentOrElse(
                known -> registry.release(candidate, call.dispatch(), known, clock.getAsLong()),
                () -> registry.abandon(candidate, call.dispatch(), clock.getAsLong()));
        turn.freed.add(call.decision().capability().orElseThrow());
        turn.settled.add(call.spokeId());
    }

    /** Counts an answer that came too late and keeps what it said; it is trusted with nothing. */
    private void late(TaskEffect.LateAnswer late, Turn turn) {
        dispatcher.settle(late.attemptId()).ifPresent(call -> free(call, Optional.of(late.outcome()), turn));
        dispatcher
                .answering()
                .filter(c -> c.attemptId().equals(late.attemptId()))
                .ifPresent(call -> {
                    metrics.lateAnswer();
                    turn.outcomes.add(new OutcomeRow(
                            call.decision().decisionId(),
                            LATE,
                            late.attemptId(),
                            clock.getAsLong(),
                            OptionalDouble.empty(),
                            parts(late.outcome()),
                            0));
                });
    }

    private static RewardParts parts(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Success s ->
                new RewardParts(OptionalDouble.of(1), OptionalDouble.empty(), s.quality(), OptionalDouble.empty());
            case StepOutcome.Failure f ->
                new RewardParts(
                        OptionalDouble.of(0), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        };
    }

    /** What a call took that its task had given up, before the task became another hub's, is given back when it ends. */
    Turn ended(TaskEvent event) {
        var turn = new Turn();
        if (event instanceof TaskEvent.Answered answered) {
            dispatcher
                    .settle(answered.attemptId())
                    .ifPresent(call -> free(call, Optional.of(answered.outcome()), turn));
        }
        return turn;
    }

    /** A task was never accepted: what it took is given back. */
    void abandon(TaskSlot slot) {
        slot.state
                .step()
                .flatMap(ActiveStep::call)
                .ifPresent(call ->
                        registry.abandon(CandidateId.parse(call.candidate()), call.dispatch(), clock.getAsLong()));
    }
}

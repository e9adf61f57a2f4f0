package io.granger.hub.verticle;

import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEffect;
import io.granger.hub.task.TaskEvent;
import io.granger.registry.CandidateId;
import io.granger.registry.SpokeRegistry;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Carries out the effects of a task's turn: at once what only this thread sees, the rest once the turn is durable. */
final class TaskEffects {
    private final SpokeRegistry registry;
    private final Chooser chooser;
    private final Closer closer;
    private final Dispatcher dispatcher;
    private final HubMetrics metrics;
    private final Consumer<TaskEvent> decided;
    private final LongSupplier clock;

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

    Dispatcher dispatcher() {
        return dispatcher;
    }

    HubMetrics metrics() {
        return metrics;
    }

    /** Carries out one effect; what it leads to at once is the next event. */
    Optional<TaskEvent> carryOut(TaskEffect effect, TaskSlot slot, Turn turn) {
        switch (effect) {
            case TaskEffect.Ask ask -> {
                long startNanos = System.nanoTime();
                var event = chooser.choose(slot, ask.level());
                metrics.decided(event, System.nanoTime() - startNanos);
                decided.accept(event);
                return Optional.of(event);
            }
            case TaskEffect.Send send -> turn.sends.add(send.step());
            case TaskEffect.CloseStep close -> {
                free(close);
                turn.freed.add(close.call().decision().capability().orElseThrow());
                turn.settled.add(close.call().spokeId());
                turn.rows.add(closer.step(slot, close));
            }
            case TaskEffect.CloseOption close -> turn.rows.add(closer.option(slot, close));
            case TaskEffect.Verify verify -> turn.verifications.add(verify);
            case TaskEffect.Park park -> {}
            case TaskEffect.LateAnswer late -> metrics.lateAnswer();
            case TaskEffect.Tell tell -> turn.tells.add(tell.kind());
        }
        return Optional.empty();
    }

    /** Gives back the slot of a call; a known outcome counts for the candidate's health. */
    private void free(TaskEffect.CloseStep close) {
        var candidate = dispatcher.check().id(close.call().candidate());
        var dispatch = close.call().dispatch();
        close.outcome()
                .ifPresentOrElse(
                        outcome -> registry.release(candidate, dispatch, outcome, clock.getAsLong()),
                        () -> registry.abandon(candidate, dispatch, clock.getAsLong()));
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

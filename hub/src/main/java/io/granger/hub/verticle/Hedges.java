package io.granger.hub.verticle;

import io.granger.hub.config.HedgeConfig;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEvent;
import io.granger.recovery.RetryBudget;
import io.granger.registry.CandidateId;
import io.granger.registry.SpokeRegistry;
import io.granger.task.StepOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Second calls: where a step's call takes longer than 95 of 100 calls of its candidate did, another candidate, or another
 * instance, is asked the same under the same effect key and the same decision. The first output is the step's; an error
 * counts only when no other call is out. Each spoke's health is measured by its own answer, the loser's when it comes. Dean
 * and Barroso (2013), "The tail at scale". Never where effects are unsafe, never beyond its budget. Owner thread only.
 */
final class Hedges {
    /** What the attempt id of a second call ends with. */
    static final String SUFFIX = "h";

    private static final long CALLS_BEFORE = 20;

    private final Surroundings surroundings;
    private final SpokeRegistry registry;
    private final LongSupplier clock;
    private final Set<String> capabilities;
    private final RetryBudget budget;
    private final Map<String, Pair> pairs = new HashMap<>();
    private Beside beside = (slot, step, candidate) -> Optional.empty();
    private BiConsumer<String, String> freed = (spokeId, capability) -> {};

    /** Says who else could take a call at once. */
    @FunctionalInterface
    interface Beside {
        Optional<CandidateId> candidate(TaskSlot slot, ActiveStep step, String called);
    }

    /** A first call with a second one out, by the first one's attempt id. */
    private static final class Pair {
        private Optional<TaskEvent.Answered> held = Optional.empty();
        private boolean isWon;
    }

    Hedges(Surroundings surroundings, SpokeRegistry registry, LongSupplier clock, HedgeConfig config) {
        this.surroundings = surroundings;
        this.registry = registry;
        this.clock = clock;
        this.capabilities = Set.copyOf(config.capabilities());
        this.budget = new RetryBudget(config.share(), 0);
    }

    /**
     * Who chooses second candidates, and who hears of slots that come free.
     *
     * @param told given the spoke's id and the capability
     */
    void with(Beside chooser, BiConsumer<String, String> told) {
        beside = chooser;
        freed = told;
    }

    /** A first call was sent: it may get a second one. */
    void watch(
            Dispatcher dispatcher,
            TaskSlot slot,
            ActiveStep step,
            long timeoutMs,
            BiConsumer<TaskSlot, TaskEvent.Answered> answered) {
        var call = step.call().orElseThrow();
        var capability = step.spec().capability();
        if (!capabilities.contains(capability) || call.isUnsafe()) {
            return;
        }
        long nowMs = clock.getAsLong();
        budget.firstAttempt(nowMs);
        registry.snapshot(nowMs).candidates(capability).stream()
                .filter(c ->
                        c.id().toString().equals(call.candidate()) && c.health().calls() >= CALLS_BEFORE)
                .mapToLong(c -> Math.max(1, (long) Math.ceil(c.health().latencyP95Ms())))
                .filter(delayMs -> delayMs < timeoutMs)
                .forEach(delayMs -> surroundings.after(
                        delayMs, () -> second(dispatcher, slot, step, timeoutMs - delayMs, answered)));
    }

    private void second(
            Dispatcher dispatcher,
            TaskSlot slot,
            ActiveStep step,
            long leftMs,
            BiConsumer<TaskSlot, TaskEvent.Answered> answered) {
        var first = step.call().orElseThrow();
        long nowMs = clock.getAsLong();
        if (!Dispatcher.isAwaited(slot, first.attemptId()) || !budget.hasLeft(nowMs)) {
            return;
        }
        var candidate =
                beside.candidate(slot, step, first.candidate()).orElseGet(() -> CandidateId.parse(first.candidate()));
        registry.acquire(candidate, nowMs).ifPresent(dispatch -> {
            if (dispatch.spokeId().equals(first.spokeId())) {
                registry.abandon(candidate, dispatch, nowMs);
                return;
            }
            budget.take(nowMs);
            pairs.put(first.attemptId(), new Pair());
            var call = new ActiveStep.Call(
                    first.decision(), dispatch, first.attemptId() + SUFFIX, nowMs, first.isUnsafe());
            var message = Dispatcher.message(slot.state, step, leftMs).put("attemptId", call.attemptId());
            dispatcher.request(dispatch.address(), message, leftMs).onComplete(reply -> {
                long ms = dispatcher.answers().msSince(call.sentAtMs());
                var event = reply.succeeded()
                        ? dispatcher.answers().answer(slot, step, candidate.toString(), ms, reply.result())
                        : dispatcher.answers().failure(first, ms, reply.cause());
                boolean isSilence = reply.failed() && Answers.isSilence(reply.cause());
                ended(dispatcher, slot, step, call, candidate, event, isSilence, answered);
            });
        });
    }

    private void ended(
            Dispatcher dispatcher,
            TaskSlot slot,
            ActiveStep step,
            ActiveStep.Call call,
            CandidateId candidate,
            TaskEvent.Answered event,
            boolean isSilence,
            BiConsumer<TaskSlot, TaskEvent.Answered> answered) {
        var first = step.call().orElseThrow();
        registry.release(candidate, call.dispatch(), event.outcome(), clock.getAsLong());
        var pair = pairs.get(first.attemptId());
        if (Dispatcher.isAwaited(slot, first.attemptId()) && pair != null) {
            if (event.outcome() instanceof StepOutcome.Success success) {
                pair.isWon = true;
                answered.accept(
                        slot, asOf(event, first, success, dispatcher.answers().msSince(first.sentAtMs())));
            } else {
                pair.held.ifPresent(held -> dispatcher.said(slot, first, held, answered));
            }
        } else if (!isSilence) {
            dispatcher.said(slot, call, renamed(event, call.attemptId(), event.outcome()), answered);
        }
        pairs.remove(first.attemptId());
        freed.accept(call.dispatch().spokeId(), step.spec().capability());
    }

    /** The step took as long as it took from its first call. */
    private static TaskEvent.Answered asOf(
            TaskEvent.Answered event, ActiveStep.Call first, StepOutcome.Success success, long ms) {
        return renamed(event, first.attemptId(), new StepOutcome.Success(ms, success.quality(), success.cost()));
    }

    private static TaskEvent.Answered renamed(TaskEvent.Answered event, String attemptId, StepOutcome outcome) {
        return new TaskEvent.Answered(
                event.atMs(),
                attemptId,
                outcome,
                event.output(),
                event.outputType(),
                event.unknownOutcome(),
                event.spokeLeft());
    }

    /** Whether the error of a first call is kept back because its second one is out. */
    boolean hold(String attemptId, TaskEvent.Answered event) {
        var pair = pairs.get(attemptId);
        if (pair != null) {
            pair.held = Optional.of(event);
        }
        return pair != null;
    }

    /** Whether the answer to this first call is that of its second one. */
    boolean isWon(String attemptId) {
        var pair = pairs.get(attemptId);
        return pair != null && pair.isWon;
    }

    /** What the first call itself came to, where it ended before its second one. */
    Optional<StepOutcome> held(String attemptId) {
        return Optional.ofNullable(pairs.get(attemptId)).flatMap(p -> p.held).map(TaskEvent.Answered::outcome);
    }
}

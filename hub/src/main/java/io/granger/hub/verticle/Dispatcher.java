package io.granger.hub.verticle;

import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Sends calls to spokes and turns whatever comes back, or does not, into one answer event. Owner thread only. */
final class Dispatcher {
    /** How long after its time was over a call's answer is still heard, though it changes nothing any more. */
    private static final long LATE_MS = 10_000;

    private static final long NO_TIMER = -1;

    /** Of a call's message. */
    private static final int FIELDS = 11;

    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final OutputCheck check;
    private final Answers answers;
    private final Hedges hedges;
    private final Map<String, Map<String, TaskSlot>> callsBySpoke = new HashMap<>();
    private final Map<String, ActiveStep.Call> owed = new HashMap<>();
    private Optional<ActiveStep.Call> answering = Optional.empty();

    Dispatcher(Surroundings surroundings, LongSupplier clock, OutputCheck check, Hedges hedges) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.check = check;
        this.answers = new Answers(clock, check);
        this.hedges = hedges;
    }

    /**
     * Sends the call of this step and hands what became of it to {@code answered}: its answer, or that its time was over, and
     * then once more when the answer comes late.
     */
    void send(TaskSlot slot, ActiveStep step, BiConsumer<TaskSlot, TaskEvent.Answered> answered) {
        var call = step.call().orElseThrow();
        long leftMs = slot.state.spec().deadlineAtMs() - clock.getAsLong();
        long stepMs = step.spec().timeoutMs().orElse(Long.MAX_VALUE);
        long timeoutMs = Math.max(1, Math.min(stepMs, leftMs));
        // At the deadline the task's own timer comes: a missed deadline is no step that timed out.
        long timer = stepMs < leftMs
                ? surroundings.after(timeoutMs, () -> answered.accept(slot, answers.timedOut(call, timeoutMs)))
                : NO_TIMER;
        callsBySpoke.computeIfAbsent(call.spokeId(), s -> new LinkedHashMap<>()).put(call.attemptId(), slot);
        request(call.dispatch().address(), message(slot.state, step, timeoutMs), timeoutMs + LATE_MS)
                .onComplete(reply -> {
                    surroundings.cancel(timer);
                    forget(call);
                    long ms = answers.msSince(call.sentAtMs());
                    var event = reply.succeeded()
                            ? answers.answer(slot, step, call.candidate(), ms, reply.result())
                            : answers.failure(call, ms, reply.cause());
                    ended(slot, call, event, reply.failed() && Answers.isSilence(reply.cause()), answered);
                });
        hedges.watch(this, slot, step, timeoutMs, answered);
    }

    private void ended(
            TaskSlot slot,
            ActiveStep.Call call,
            TaskEvent.Answered event,
            boolean isSilence,
            BiConsumer<TaskSlot, TaskEvent.Answered> answered) {
        if (isSilence && !isAwaited(slot, call.attemptId())) {
            // Nobody waits and nothing came. Only the slot may still be its own.
            if (owed.containsKey(call.attemptId())) {
                answered.accept(slot, event);
            }
            return;
        }
        boolean isFailure = event.output().isEmpty();
        if (!(isFailure && isAwaited(slot, call.attemptId()) && hedges.hold(call.attemptId(), event))) {
            said(slot, call, event, answered);
        }
    }

    /** A spoke said this to that call. */
    void said(
            TaskSlot slot,
            ActiveStep.Call call,
            TaskEvent.Answered event,
            BiConsumer<TaskSlot, TaskEvent.Answered> answered) {
        answering = Optional.of(call);
        answered.accept(slot, event);
        answering = Optional.empty();
    }

    /** The call whose answer is being handled; empty when none came. */
    Optional<ActiveStep.Call> answering() {
        return answering;
    }

    /**
     * Whether the spoke still works at this call although its task has given it up: then its slot is free only when it
     * ends, and {@link #settle} hands it out.
     */
    boolean owes(ActiveStep.Call call) {
        boolean isUnderWay = callsBySpoke.getOrDefault(call.spokeId(), Map.of()).containsKey(call.attemptId());
        if (isUnderWay) {
            owed.put(call.attemptId(), call);
        }
        return isUnderWay;
    }

    /** The call that ended and whose slot is to be given back now; empty for one that gave it back before. */
    Optional<ActiveStep.Call> settle(String attemptId) {
        return Optional.ofNullable(owed.remove(attemptId));
    }

    /** Second calls beside first ones. */
    Hedges hedges() {
        return hedges;
    }

    /** What makes events of answers. */
    Answers answers() {
        return answers;
    }

    /** What holds answers against schemas. */
    OutputCheck check() {
        return check;
    }

    /** One call outside any task. */
    Future<Object> request(String address, JsonObject message, long timeoutMs) {
        return surroundings.ask(address, message, timeoutMs);
    }

    /** The calls under way at a spoke that left, each with its task, the oldest first. */
    Map<String, TaskSlot> callsAt(String spokeId) {
        return new LinkedHashMap<>(callsBySpoke.getOrDefault(spokeId, Map.of()));
    }

    /** Calls under way everywhere whose answer is waited for. */
    int inFlight() {
        return callsBySpoke.values().stream()
                .mapToInt(calls -> (int) calls.entrySet().stream()
                        .filter(c -> isAwaited(c.getValue(), c.getKey()))
                        .count())
                .sum();
    }

    /** A task that ended waits for nothing, whatever its last call still does. */
    static boolean isAwaited(TaskSlot slot, String attemptId) {
        return slot.state
                .step()
                .flatMap(ActiveStep::call)
                .map(c -> c.attemptId().equals(attemptId))
                .orElse(false);
    }

    private void forget(ActiveStep.Call call) {
        callsBySpoke.computeIfPresent(call.spokeId(), (s, calls) -> {
            calls.remove(call.attemptId());
            return calls.isEmpty() ? null : calls;
        });
    }

    static JsonObject message(TaskState state, ActiveStep step, long timeoutMs) {
        var call = step.call().orElseThrow();
        var stepId = state.stepId(step.number());
        return new HandedOver(FIELDS)
                .put("taskId", state.spec().taskId())
                .put("stepId", stepId)
                .put("attempt", step.attempt())
                .put("attemptId", call.attemptId())
                .put("effectKey", stepId)
                .put("capability", step.spec().capability())
                .put("input", JsonPayload.json(state.data()).copy())
                .put("taskInput", JsonPayload.json(state.input()).copy())
                .put("type", state.dataType())
                .put("features", new JsonObject(new LinkedHashMap<>(state.spec().features())))
                .put("deadlineMs", timeoutMs);
    }
}

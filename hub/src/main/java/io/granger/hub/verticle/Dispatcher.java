package io.granger.hub.verticle;

import io.granger.hub.shape.AnswerShape;
import io.granger.hub.shape.SpokeAnswer;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskState;
import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Sends calls to spokes and turns whatever comes back, or does not, into one answer event. Owner thread only. */
final class Dispatcher {
    /** A step's output as JSON text, bytes. */
    static final int OUTPUT_MAX = 1 << 20;

    /** How long after its time was over a call's answer is still heard, though it changes nothing any more. */
    private static final long LATE_MS = 10_000;

    private static final long NO_TIMER = -1;

    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final OutputCheck check;
    private final Map<String, Map<String, TaskSlot>> callsBySpoke = new HashMap<>();
    private final Map<String, ActiveStep.Call> owed = new HashMap<>();
    private Optional<ActiveStep.Call> answering = Optional.empty();

    Dispatcher(Surroundings surroundings, LongSupplier clock, OutputCheck check) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.check = check;
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
                ? surroundings.after(timeoutMs, () -> answered.accept(slot, timedOut(call, timeoutMs)))
                : NO_TIMER;
        callsBySpoke.computeIfAbsent(call.spokeId(), s -> new LinkedHashMap<>()).put(call.attemptId(), slot);
        request(call.dispatch().address(), message(slot.state, step, timeoutMs), timeoutMs + LATE_MS)
                .onComplete(reply -> {
                    surroundings.cancel(timer);
                    forget(call);
                    long ms = Math.max(0, clock.getAsLong() - call.sentAtMs());
                    var event = reply.succeeded()
                            ? answer(slot, step, ms, reply.result())
                            : failure(call, ms, reply.cause());
                    ended(slot, call, event, reply.failed() && isSilence(reply.cause()), answered);
                });
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

    private static boolean isSilence(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
    }

    private TaskEvent.Answered timedOut(ActiveStep.Call call, long timeoutMs) {
        return failure(
                call, timeoutMs, new ReplyException(ReplyFailure.TIMEOUT, "no answer within " + timeoutMs + " ms"));
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
    private static boolean isAwaited(TaskSlot slot, String attemptId) {
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

    private static JsonObject message(TaskState state, ActiveStep step, long timeoutMs) {
        var call = step.call().orElseThrow();
        var stepId = state.stepId(step.number());
        return new JsonObject()
                .put("taskId", state.spec().taskId())
                .put("stepId", stepId)
                .put("attempt", step.attempt())
                .put("attemptId", call.attemptId())
                .put("effectKey", stepId)
                .put("capability", step.spec().capability())
                .put("input", JsonPayload.json(state.data()))
                .put("taskInput", JsonPayload.json(state.input()))
                .put("type", state.dataType())
                .put("features", new JsonObject(state.spec().features()))
                .put("deadlineMs", timeoutMs);
    }

    private TaskEvent.Answered answer(TaskSlot slot, ActiveStep step, long ms, Object body) {
        var call = step.call().orElseThrow();
        return switch (AnswerShape.read(body)) {
            case SpokeAnswer.Error error ->
                failed(call, ms, error.failureClass(), error.message(), error.retryable(), !error.understood());
            case SpokeAnswer.Output output -> {
                var payload = JsonPayload.of(output.output());
                var problem = payload.text().length() > OUTPUT_MAX
                        ? Optional.of("output must be at most " + OUTPUT_MAX + " bytes, has "
                                + payload.text().length())
                        : check.problem(slot.state, step, output.output());
                // It did its work, only not so that anybody can go on with it: to have it done again is not ours to
                // say.
                yield problem.map(p -> failed(call, ms, FailureClass.INTERNAL, p, false, true))
                        .orElseGet(() -> new TaskEvent.Answered(
                                clock.getAsLong(),
                                call.attemptId(),
                                new StepOutcome.Success(ms, output.quality(), output.cost()),
                                Optional.of(payload),
                                check.outputType(call.candidate(), output.output()),
                                false,
                                false));
            }
        };
    }

    private TaskEvent.Answered failure(ActiveStep.Call call, long ms, Throwable cause) {
        var error = AnswerShape.failure(cause);
        // Nobody listened: nothing happened. A spoke that said fail: it says so. Otherwise nobody knows.
        boolean isKnown = cause instanceof ReplyException reply && reply.failureType() != ReplyFailure.TIMEOUT;
        return failed(call, ms, error.failureClass(), error.message(), error.retryable(), !isKnown);
    }

    TaskEvent.Answered left(ActiveStep.Call call) {
        long ms = Math.max(0, clock.getAsLong() - call.sentAtMs());
        return new TaskEvent.Answered(
                clock.getAsLong(),
                call.attemptId(),
                new StepOutcome.Failure(
                        ms, FailureClass.UNAVAILABLE, "the lease of " + call.spokeId() + " ran out", true),
                Optional.empty(),
                "",
                true,
                true);
    }

    private TaskEvent.Answered failed(
            ActiveStep.Call call,
            long ms,
            FailureClass failureClass,
            String message,
            boolean retryable,
            boolean unknownOutcome) {
        return new TaskEvent.Answered(
                clock.getAsLong(),
                call.attemptId(),
                new StepOutcome.Failure(ms, failureClass, message, retryable),
                Optional.empty(),
                "",
                unknownOutcome,
                false);
    }
}

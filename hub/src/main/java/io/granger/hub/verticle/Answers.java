package io.granger.hub.verticle;

import io.granger.hub.shape.AnswerShape;
import io.granger.hub.shape.SpokeAnswer;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEvent;
import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Turns what comes back from a call, or does not, into the event that its task gets. Owner thread only. */
final class Answers {
    /** A step's output as JSON text, bytes. */
    static final int OUTPUT_MAX = 1 << 20;

    private final LongSupplier clock;
    private final OutputCheck check;

    Answers(LongSupplier clock, OutputCheck check) {
        this.clock = clock;
        this.check = check;
    }

    /** Milliseconds since then, never negative. */
    long msSince(long atMs) {
        return Math.max(0, clock.getAsLong() - atMs);
    }

    /** Whether nothing came, so that nobody knows. */
    static boolean isSilence(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
    }

    /** That its time was over. */
    TaskEvent.Answered timedOut(ActiveStep.Call call, long timeoutMs) {
        return failure(
                call, timeoutMs, new ReplyException(ReplyFailure.TIMEOUT, "no answer within " + timeoutMs + " ms"));
    }

    /** What this candidate said to the call of a step. */
    TaskEvent.Answered answer(TaskSlot slot, ActiveStep step, String candidate, long ms, Object body) {
        var call = step.call().orElseThrow();
        return switch (AnswerShape.read(body)) {
            case SpokeAnswer.Error error ->
                failed(call, ms, error.failureClass(), error.message(), error.retryable(), !error.understood());
            case SpokeAnswer.Output output -> {
                var payload = new JsonPayload(output.output(), output.text());
                var problem = payload.text().length() > OUTPUT_MAX
                        ? Optional.of("output must be at most " + OUTPUT_MAX + " bytes, has "
                                + payload.text().length())
                        : check.problem(slot.state, candidate, output.output());
                // It did its work, only not so that anybody can go on with it: to have it done again is not ours to
                // say.
                yield problem.map(p -> failed(call, ms, FailureClass.INTERNAL, p, false, true))
                        .orElseGet(() -> new TaskEvent.Answered(
                                clock.getAsLong(),
                                call.attemptId(),
                                new StepOutcome.Success(ms, output.quality(), output.cost()),
                                Optional.of(payload),
                                check.outputType(candidate, output.output()),
                                false,
                                false));
            }
        };
    }

    /** That no answer came, or a refusal. */
    TaskEvent.Answered failure(ActiveStep.Call call, long ms, Throwable cause) {
        var error = AnswerShape.failure(cause);
        // Nobody listened: nothing happened. A spoke that said fail: it says so. Otherwise nobody knows.
        boolean isKnown = cause instanceof ReplyException reply && reply.failureType() != ReplyFailure.TIMEOUT;
        return failed(call, ms, error.failureClass(), error.message(), error.retryable(), !isKnown);
    }

    /** That its spoke went away. */
    TaskEvent.Answered left(ActiveStep.Call call) {
        long ms = msSince(call.sentAtMs());
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

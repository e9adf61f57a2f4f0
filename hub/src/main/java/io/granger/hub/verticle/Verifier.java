package io.granger.hub.verticle;

import io.granger.hub.shape.AnswerShape;
import io.granger.hub.shape.SpokeAnswer;
import io.granger.hub.task.TaskEffect;
import io.granger.hub.task.TaskSpec;
import io.granger.registry.CandidateView;
import io.granger.registry.Dispatch;
import io.granger.registry.SpokeRegistry;
import io.granger.task.StepOutcome;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Has outputs rated by verifier spokes, beside the tasks and never in their way: the least loaded verifier is asked; when
 * none is free the rating waits, and past a bound it is given up and counted. Verifier calls are no decisions. Owner
 * thread only.
 */
final class Verifier {
    private static final int WAITING_MAX = 1000;
    private static final long TIMEOUT_MS = 30_000;

    private final SpokeRegistry registry;
    private final Dispatcher dispatcher;
    private final LongSupplier clock;
    private final Deque<Rating> waiting = new ArrayDeque<>();
    private long givenUp;

    private record Rating(TaskSpec task, TaskEffect.Verify wanted, Rated rated) {}

    /** Gets the quality that a verifier gave. */
    @FunctionalInterface
    interface Rated {
        void with(TaskEffect.Verify wanted, double quality);
    }

    Verifier(SpokeRegistry registry, Dispatcher dispatcher, LongSupplier clock) {
        this.registry = registry;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** Asks for a rating; {@code rated} hears of it when there is one. */
    void rate(TaskSpec task, TaskEffect.Verify wanted, Rated rated) {
        var rating = new Rating(task, wanted, rated);
        if (!send(rating)) {
            if (waiting.size() >= WAITING_MAX) {
                waiting.removeFirst();
                givenUp++;
            }
            waiting.addLast(rating);
        }
    }

    /** A slot may be free. */
    void slotFreed() {
        var next = waiting.peekFirst();
        if (next != null && send(next)) {
            waiting.remove(next);
        }
    }

    /** Ratings given up because too many waited. */
    long givenUp() {
        return givenUp;
    }

    private boolean send(Rating rating) {
        long nowMs = clock.getAsLong();
        var free = registry.snapshot(nowMs).candidates(rating.wanted().capability()).stream()
                .filter(c -> c.leased() && !c.draining() && c.freeSlots() > 0)
                .min(Comparator.comparingInt((CandidateView c) -> c.health().inFlight())
                        .thenComparing(c -> c.id()));
        Optional<Dispatch> dispatch = free.flatMap(c -> registry.acquire(c.id(), nowMs));
        dispatch.ifPresent(d -> ask(rating, free.orElseThrow(), d));
        return dispatch.isPresent();
    }

    private void ask(Rating rating, CandidateView candidate, Dispatch dispatch) {
        long sentAtMs = clock.getAsLong();
        var wanted = rating.wanted();
        var message = new JsonObject()
                .put("taskId", rating.task().taskId())
                .put("stepId", wanted.stepId())
                .put("attempt", 1)
                .put("attemptId", wanted.stepId() + ".verify")
                .put("effectKey", wanted.stepId() + ".verify")
                .put("capability", wanted.capability())
                .put(
                        "input",
                        new JsonObject()
                                .put("input", JsonPayload.json(wanted.input()))
                                .put("output", JsonPayload.json(wanted.output())))
                .put("type", "application/json")
                .put("deadlineMs", TIMEOUT_MS);
        dispatcher.request(dispatch.address(), message, TIMEOUT_MS).onComplete(reply -> {
            long ms = Math.max(0, clock.getAsLong() - sentAtMs);
            var answer = reply.succeeded() ? AnswerShape.read(reply.result()) : AnswerShape.failure(reply.cause());
            registry.release(candidate.id(), dispatch, outcome(answer, ms), clock.getAsLong());
            if (answer instanceof SpokeAnswer.Output output && output.quality().isPresent()) {
                rating.rated().with(wanted, output.quality().getAsDouble());
            }
            slotFreed();
        });
    }

    private static StepOutcome outcome(SpokeAnswer answer, long ms) {
        return switch (answer) {
            case SpokeAnswer.Output output -> new StepOutcome.Success(ms, output.quality(), output.cost());
            case SpokeAnswer.Error error ->
                new StepOutcome.Failure(ms, error.failureClass(), error.message(), error.retryable());
        };
    }
}

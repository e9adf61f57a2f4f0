package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes the calls that arrive at a spoke's address, has them done, and sends the answers. Safe from any thread. */
final class CallDesk {

    private final SpokeDescription spoke;
    private final Notices notices;
    private final Set<String> capabilities;
    private final WorkerThreads threads;
    private final List<Promise<Void>> waitingForIdle = new ArrayList<>();
    private int inFlight;
    private int silences;
    private boolean silent = true;

    CallDesk(SpokeDescription spoke, Notices notices) {
        this.spoke = spoke;
        this.notices = notices;
        this.capabilities =
                spoke.capabilities().stream().map(CapabilityDescription::name).collect(Collectors.toUnmodifiableSet());
        this.threads = new WorkerThreads(spoke.name(), spoke.concurrency());
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized void open() {
        silent = false;
    }

    /** From now on nothing is answered, work in flight included, as if the process had died. */
    synchronized void fallSilent() {
        silent = true;
        silences++;
    }

    synchronized Future<Void> idle() {
        if (inFlight == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waitingForIdle.add(promise);
        return promise.future();
    }

    void stop() {
        threads.stop();
    }

    void receive(Vertx vertx, Message<Object> message) {
        int heardIn = begin();
        if (heardIn < 0) {
            return;
        }
        Future<Answer> answer = answer(vertx, message.body());
        answer.onComplete(result -> {
            Answer said = result.succeeded() ? result.result() : failure(result.cause());
            end(heardIn, message, said);
        });
    }

    private synchronized int begin() {
        if (silent) {
            return -1;
        }
        inFlight++;
        return silences;
    }

    private void end(int heardIn, Message<Object> message, Answer said) {
        List<Promise<Void>> idle = List.of();
        boolean heard;
        synchronized (this) {
            inFlight--;
            heard = heardIn == silences;
            if (inFlight == 0) {
                idle = List.copyOf(waitingForIdle);
                waitingForIdle.clear();
            }
        }
        if (heard) {
            message.reply(said.toJson());
        }
        idle.forEach(Promise::complete);
    }

    private Future<Answer> answer(Vertx vertx, Object body) {
        Call call;
        try {
            call = Call.of(body);
        } catch (IllegalArgumentException malformed) {
            String fault = Objects.requireNonNullElse(malformed.getMessage(), "a call must be a JSON object");
            notices.once("malformed", "a call that cannot be read: " + fault);
            return Future.succeededFuture(Answer.invalidInput(fault));
        }
        if (!call.unknownFields().isEmpty()) {
            notices.once("unknown-fields", "calls carry fields this version does not know: " + call.unknownFields());
        }
        if (!capabilities.contains(call.capability())) {
            notices.once(
                    "capability:" + call.capability(), "asked for " + call.capability() + ", which it does not have");
            return Future.succeededFuture(
                    new Answer.Error(ErrorClass.INTERNAL, "this spoke has no capability " + call.capability(), false));
        }
        if (inFlight() > 2 * spoke.concurrency()) {
            notices.once("full", "more than twice its concurrency of " + spoke.concurrency() + " calls at once");
            return Future.succeededFuture(
                    Answer.error(ErrorClass.RESOURCE, "more than " + 2 * spoke.concurrency() + " calls at once"));
        }
        return work(vertx, call);
    }

    private Future<Answer> work(Vertx vertx, Call call) {
        return switch (spoke.work()) {
            case SpokeDescription.Work.Blocking(CallHandler handler) -> threads.run(vertx, handler, call);
            case SpokeDescription.Work.Async(java.util.function.Function<Call, Future<Answer>> handler) -> {
                try {
                    yield handler.apply(call);
                } catch (RuntimeException failed) {
                    yield Future.failedFuture(failed);
                }
            }
            case SpokeDescription.Work.Missing() -> Future.failedFuture("this spoke has no handler");
        };
    }

    private Answer failure(Throwable cause) {
        String kind = "failed:" + cause.getClass().getName();
        String text = cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        if (cause instanceof VirtualMachineError) {
            // Without its trace: a thousand equal lines of a stack that overflowed help nobody.
            notices.once(kind, "a call used up memory or stack: " + text);
            return new Answer.Error(ErrorClass.RESOURCE, text, true);
        }
        notices.once(kind, "a call failed unexpectedly", cause);
        return new Answer.Error(ErrorClass.INTERNAL, text, true);
    }
}

package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads on which a blocking spoke works: one for each call at once, as many calls again waiting, no more. */
final class WorkerThreads {

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    WorkerThreads(String spoke, int concurrency) {
        threads = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(concurrency),
                Thread.ofPlatform().name("spoke-" + spoke + "-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Does one call; at its deadline the thread is interrupted and the answer is {@code timeout}. */
    Future<Answer> run(Vertx vertx, CallHandler handler, Call call) {
        Promise<Answer> answered = Promise.promise();
        java.util.concurrent.Future<?> work;
        try {
            work = threads.submit(() -> work(handler, call, answered));
        } catch (RejectedExecutionException full) {
            return Future.succeededFuture(
                    Answer.error(ErrorClass.RESOURCE, "all worker threads of the spoke are busy"));
        }
        if (call.deadlineMs() == Long.MAX_VALUE) {
            return answered.future();
        }
        long limitMs = Math.max(1, call.deadlineMs());
        long timer = vertx.setTimer(limitMs, fired -> {
            if (answered.tryComplete(Answer.error(ErrorClass.TIMEOUT, "not done within " + limitMs + " ms"))) {
                work.cancel(true);
            }
        });
        return answered.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static void work(CallHandler handler, Call call, Promise<Answer> answered) {
        try {
            answered.tryComplete(handler.answer(call));
        } catch (Throwable failed) {
            // Errors too: a document that overflows the stack must not leave its call without an answer.
            answered.tryFail(failed);
        }
    }

    void stop() {
        threads.shutdownNow();
    }
}

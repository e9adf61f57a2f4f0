package io.granger.hub.load;

import io.granger.hub.verticle.Surroundings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Surroundings of a core without a bus: what is to be done later waits in a queue, spokes answer in the same thread, timers
 * are kept and never come due. Whatever time passes here is the core's own.
 */
final class OneThread implements Surroundings, Executor {
    private static final long IDLE_NANOS = 20_000;

    private final Queue<Runnable> own = new ArrayDeque<>();
    private final Queue<Runnable> fromOthers = new ConcurrentLinkedQueue<>();
    private final Map<Long, Runnable> timers = new HashMap<>();
    private final Thread thread = Thread.currentThread();
    private long nextTimer;
    private Future<Object> answer = Future.succeededFuture(new JsonObject());

    /** What every spoke answers; those at an address that begins with {@code silent} answer nothing. */
    void answer(JsonObject body) {
        answer = Future.succeededFuture(body);
    }

    @Override
    public long after(long delayMs, Runnable task) {
        timers.put(++nextTimer, task);
        return nextTimer;
    }

    @Override
    public void cancel(long timer) {
        timers.remove(timer);
    }

    @Override
    public Future<Object> ask(String address, JsonObject message, long timeoutMs) {
        Promise<Object> promise = Promise.promise();
        if (!address.startsWith("silent")) {
            own.add(() -> promise.complete(answer.result()));
        }
        return promise.future();
    }

    @Override
    public void publish(String address, Supplier<JsonObject> event) {
        // Nobody listens.
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread() == thread) {
            own.add(task);
        } else {
            fromOthers.add(task);
            LockSupport.unpark(thread);
        }
    }

    /** Does what is to be done until that is so. */
    void runUntil(BooleanSupplier isDone) {
        while (!isDone.getAsBoolean()) {
            var next = own.poll();
            if (next == null) {
                next = fromOthers.poll();
            }
            if (next == null) {
                LockSupport.parkNanos(IDLE_NANOS);
            } else {
                next.run();
            }
        }
    }
}

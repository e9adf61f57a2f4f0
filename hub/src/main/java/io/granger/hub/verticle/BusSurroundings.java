package io.granger.hub.verticle;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The surroundings of a real hub: Vert.x with its event bus, timers and worker threads. */
public final class BusSurroundings implements Surroundings {
    private final Vertx vertx;
    private final Predicate<String> isHeard;
    private final CoarseTimers longTimers;

    /** These of this Vert.x; used on the context of the core. */
    public BusSurroundings(Vertx vertx) {
        this(vertx, address -> true);
    }

    /**
     * The same where it is known who listens.
     *
     * @param isHeard false for an address at which nobody does: what is published there need not be made
     */
    public BusSurroundings(Vertx vertx, Predicate<String> isHeard) {
        this.vertx = vertx;
        this.isHeard = isHeard;
        this.longTimers = new CoarseTimers(
                (delayMs, task) -> vertx.setTimer(Math.max(1, delayMs), timer -> task.run()),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    @Override
    public long after(long delayMs, Runnable task) {
        return delayMs >= CoarseTimers.LEAST_MS
                ? longTimers.set(delayMs, task)
                : vertx.setTimer(delayMs, timer -> task.run());
    }

    @Override
    public void cancel(long timer) {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        } else {
            longTimers.cancel(timer);
        }
    }

    @Override
    public Future<Object> ask(String address, JsonObject message, long timeoutMs) {
        return vertx.eventBus()
                .request(address, message, new DeliveryOptions().setSendTimeout(timeoutMs))
                .map(Message::body);
    }

    @Override
    public void publish(String address, Supplier<JsonObject> event) {
        if (isHeard.test(address)) {
            vertx.eventBus().publish(address, event.get());
        }
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false)
                .map(value -> Objects.requireNonNull(value, "a blocking call returned null"));
    }
}

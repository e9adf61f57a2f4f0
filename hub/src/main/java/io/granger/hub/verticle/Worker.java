package io.granger.hub.verticle;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Runs what blocks, store reads above all, on a worker thread; the answer comes back on the caller's context. */
public final class Worker {
    private final Vertx vertx;

    /** Workers of this Vert.x. */
    public Worker(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What the call returns, which must not be null. */
    public <T> Future<T> call(Callable<T> blocking) {
        return vertx.executeBlocking(blocking, false)
                .map(value -> Objects.requireNonNull(value, "a blocking call returned null"));
    }
}

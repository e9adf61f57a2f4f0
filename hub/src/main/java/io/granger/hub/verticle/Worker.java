package io.granger.hub.verticle;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Runs what blocks, store reads above all, on a worker thread; the answer comes back on the caller's context. */
public final class Worker {
    private final Surroundings surroundings;

    /** Workers of this Vert.x. */
    public Worker(Vertx vertx) {
        this(new BusSurroundings(vertx));
    }

    /** Workers of these surroundings. */
    public Worker(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What the call returns, which must not be null. */
    public <T> Future<T> call(Callable<T> blocking) {
        return surroundings
                .blocking(blocking)
                .map(value -> Objects.requireNonNull(value, "a blocking call returned null"));
    }
}

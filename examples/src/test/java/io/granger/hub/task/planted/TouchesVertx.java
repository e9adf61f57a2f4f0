package io.granger.hub.task.planted;

import io.vertx.core.Vertx;

/** Planted: the life cycle names Vert.x. */
public final class TouchesVertx {
    Object of(Vertx vertx) {
        return vertx;
    }
}

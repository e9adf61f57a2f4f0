package io.granger.rl.planted;

import io.vertx.core.Vertx;

/** Planted: the core names Vert.x. */
public final class TouchesVertx {
    Object of(Vertx vertx) {
        return vertx;
    }
}

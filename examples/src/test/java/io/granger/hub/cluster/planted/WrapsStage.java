package io.granger.hub.cluster.planted;

import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;

/** Planted: the same trap inside Vert.x. */
public final class WrapsStage {
    Object on(CompletionStage<String> stage) {
        return Future.fromCompletionStage(stage);
    }
}

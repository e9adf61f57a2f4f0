package io.granger.hub.door;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** One thing the hub can be asked, the same through every door. Runs on the hub's owner thread. */
@FunctionalInterface
public interface Operation {
    /** Answers the body, or fails with an {@link io.granger.hub.shape.ApiError}. */
    Future<JsonObject> apply(JsonObject body, Caller caller);
}

package io.granger.hub.door;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One thing the hub can be asked, the same through every door. Runs on the hub's owner thread. */
@FunctionalInterface
public interface Operation {
    /** Answers the body, or fails with an {@link io.granger.hub.shape.ApiError}. */
    Future<JsonObject> apply(JsonObject body, Caller caller);

    /**
     * Refuses what there is no room for before anything of it is read, so that refusing costs little: {@code body} is whatever came.
     * Safe from any thread; refuses by throwing an {@link io.granger.hub.shape.ApiError}.
     */
    default void requireRoom(@Nullable Object body) {}

    /**
     * The part of it that needs no owner thread, above all reading and refusing; what is left is for the owner thread. Safe from any
     * thread; refuses by throwing an {@link io.granger.hub.shape.ApiError}.
     */
    default Supplier<Future<JsonObject>> begin(JsonObject body, Caller caller) {
        return () -> apply(body, caller);
    }

    /** Whether {@link #begin} does anything, so that a door does well to have a thread of its own for it. */
    default boolean beginsInDoors() {
        return false;
    }
}

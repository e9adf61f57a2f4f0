package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event bus door: one consumer for each operation, at {@code granger.NAME}. Errors are {@code fail(status, json)}. */
public final class BusDoor {
    private static final Logger LOG = LoggerFactory.getLogger(BusDoor.class);

    private final Vertx vertx;
    private final Operations operations;

    /** A door to these operations. */
    public BusDoor(Vertx vertx, Operations operations) {
        this.vertx = vertx;
        this.operations = operations;
    }

    /**
     * Listens. Must be called on the hub's owner thread, which then serves every message but those that are read and refused on a
     * thread of this door's own; completes when it listens to all.
     */
    public Future<Void> open() {
        var ours = operations.begunInDoors();
        for (var name : operations.names()) {
            if (!ours.contains(name)) {
                vertx.eventBus().consumer("granger." + name, message -> serve(name, message, operations::here));
            }
        }
        return vertx.deployVerticle(new VerticleBase() {
                    @Override
                    public Future<?> start() {
                        ours.forEach(name -> vertx.eventBus()
                                .consumer("granger." + name, message -> serve(name, message, operations::call)));
                        return Future.succeededFuture();
                    }
                })
                .mapEmpty();
    }

    /** Has an operation done, somewhere. */
    @FunctionalInterface
    private interface Doing {
        Future<JsonObject> done(String name, JsonObject body, Caller caller);
    }

    private void serve(String name, Message<Object> message, Doing doing) {
        try {
            operations.requireRoom(name, message.body());
            var headers = message.headers();
            var caller = Caller.local(Optional.ofNullable(headers.get("idempotency-key")))
                    .preferring(headers.get("prefer"));
            doing.done(name, StrictJson.check(message.body()), caller)
                    .onSuccess(message::reply)
                    .onFailure(e -> refuse(name, message, e));
        } catch (RuntimeException e) {
            refuse(name, message, e);
        }
    }

    private static void refuse(String name, Message<Object> message, Throwable cause) {
        var error = ApiError.of(cause);
        if (error.status() == 500) {
            LOG.error("operation {} broke", name, cause);
        }
        message.fail(error.status(), error.toText());
    }
}

package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
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

    /** Listens. Must be called on the hub's owner thread, which then serves every message. */
    public void open() {
        for (var name : operations.names()) {
            vertx.eventBus().consumer("granger." + name, message -> serve(name, message));
        }
        operations.listenForMembers();
    }

    private void serve(String name, Message<Object> message) {
        try {
            var caller = Caller.local(Optional.ofNullable(message.headers().get("idempotency-key")));
            operations
                    .here(name, StrictJson.check(message.body()), caller)
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
        message.fail(error.status(), error.toJson().encode());
    }
}

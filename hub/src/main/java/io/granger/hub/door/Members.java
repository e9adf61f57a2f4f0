package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * The other hubs on the clustered bus: each says hello every second and answers for the tasks it owns. Alone, nobody is
 * asked. Owner thread only.
 */
public final class Members {
    private static final String HELLO = "granger.members.hello";
    private static final String ASK = "granger.members.ask.";
    private static final long HELLO_MS = 1_000;

    /** Longer than the cluster takes to drop a silent member: from then on its address has no listener and fails at once. */
    private static final long GONE_MS = 15_000;

    private static final long ANSWER_MS = 65_000;

    /** What a hub answers that is not the one to ask. */
    static final Set<ErrorCode> UNKNOWN =
            Set.of(ErrorCode.TASK_UNKNOWN, ErrorCode.DECISION_UNKNOWN, ErrorCode.OUTCOME_UNKNOWN);

    private final Vertx vertx;
    private final String node;
    private final LongSupplier clock;
    private final Map<String, Long> seenAtMs = new HashMap<>();

    /** Members as this node sees them. */
    public Members(Vertx vertx, String node, LongSupplier clock) {
        this.vertx = vertx;
        this.node = node;
        this.clock = clock;
    }

    /** Says hello from now on, and hears who else does. */
    public void open() {
        vertx.eventBus().<String>consumer(HELLO, message -> {
            boolean isNew = !message.body().equals(node) && seenAtMs.put(message.body(), clock.getAsLong()) == null;
            if (isNew) {
                // Whoever comes must not wait for the next second to know of us.
                vertx.eventBus().publish(HELLO, node);
            }
        });
        vertx.eventBus().publish(HELLO, node);
        vertx.setPeriodic(HELLO_MS, t -> vertx.eventBus().publish(HELLO, node));
    }

    /** Answers what other hubs ask of this one. */
    void answer(BiFunction<String, JsonObject, Future<JsonObject>> operations) {
        vertx.eventBus()
                .<JsonObject>consumer(
                        ASK + node,
                        message -> operations
                                .apply(message.headers().get("operation"), message.body())
                                .onSuccess(message::reply)
                                .onFailure(e -> {
                                    var error = ApiError.of(e);
                                    message.fail(error.status(), error.toJson().encode());
                                }));
    }

    /** The first other hub's answer; {@code unknown} when none of them knows either. */
    Future<JsonObject> ask(String operation, JsonObject body, ApiError unknown) {
        long nowMs = clock.getAsLong();
        seenAtMs.values().removeIf(at -> nowMs - at > GONE_MS);
        return askNext(List.copyOf(seenAtMs.keySet()).iterator(), operation, body, unknown);
    }

    private Future<JsonObject> askNext(Iterator<String> others, String operation, JsonObject body, ApiError unknown) {
        if (!others.hasNext()) {
            return Future.failedFuture(unknown);
        }
        var options = new DeliveryOptions().addHeader("operation", operation).setSendTimeout(ANSWER_MS);
        return vertx.eventBus()
                .<JsonObject>request(ASK + others.next(), body, options)
                .map(Message::body)
                .recover(e -> {
                    var error = ApiError.of(e);
                    return UNKNOWN.contains(error.code()) || error.status() == 500
                            ? askNext(others, operation, body, unknown)
                            : Future.failedFuture(error);
                });
    }
}

package io.granger.hub.door;

import io.granger.hub.cluster.BusMembers;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The other hubs on the clustered bus: each answers for the tasks it owns. Who they are the cluster says, so that a hub that has
 * just come knows of the others before it hears from them. Alone, nobody is asked. Owner thread only.
 */
public final class Members {
    private static final String ASK = "granger.members.ask.";
    private static final long ANSWER_MS = 65_000;

    /** What a hub answers that is not the one to ask. */
    static final Set<ErrorCode> UNKNOWN =
            Set.of(ErrorCode.TASK_UNKNOWN, ErrorCode.DECISION_UNKNOWN, ErrorCode.OUTCOME_UNKNOWN);

    private final Vertx vertx;
    private final String node;
    private final Optional<BusMembers> cluster;

    /** Members as this node sees them; an empty cluster is a bus of this hub's own. */
    public Members(Vertx vertx, String node, Optional<BusMembers> cluster) {
        this.vertx = vertx;
        this.node = node;
        this.cluster = cluster;
    }

    /** Answers what other hubs ask of this one; completes when they can reach it, as far as the cluster confirms it. */
    Future<Void> answer(BiFunction<String, JsonObject, Future<JsonObject>> operations) {
        return vertx.eventBus()
                .<JsonObject>consumer(
                        ASK + node,
                        message -> operations
                                .apply(message.headers().get("operation"), message.body())
                                .onSuccess(message::reply)
                                .onFailure(e -> {
                                    var error = ApiError.of(e);
                                    message.fail(error.status(), error.toJson().encode());
                                }))
                .completion()
                // Members that have just found each other may not confirm it: it is told again, and who asks knows no
                // better till then.
                .otherwiseEmpty();
    }

    /** Whether any other hub is there. */
    boolean areOthers() {
        return !others().isEmpty();
    }

    private Set<String> others() {
        var others = new TreeSet<>(cluster.map(BusMembers::hubs).orElse(Set.of()));
        others.remove(node);
        return others;
    }

    /**
     * The first other hub's answer. When none of them knows either, {@code unknown}; but {@code outcome-unknown} where one could not
     * be asked or would not say.
     */
    Future<JsonObject> ask(String operation, JsonObject body, ApiError unknown) {
        return askNext(others().iterator(), operation, body, unknown);
    }

    private Future<JsonObject> askNext(Iterator<String> others, String operation, JsonObject body, ApiError unknown) {
        if (!others.hasNext()) {
            return Future.failedFuture(unknown);
        }
        var other = others.next();
        var options = new DeliveryOptions().addHeader("operation", operation).setSendTimeout(ANSWER_MS);
        return vertx.eventBus()
                .<JsonObject>request(ASK + other, body, options)
                .map(Message::body)
                .recover(e -> {
                    var error = ApiError.of(e);
                    if (error.status() == 500) {
                        return askNext(others, operation, body, silent(other, unknown));
                    }
                    return UNKNOWN.contains(error.code())
                            ? askNext(others, operation, body, surer(unknown, error))
                            : Future.failedFuture(error);
                });
    }

    /** That one hub does not know something says nothing where another may know and does not say. */
    private static ApiError surer(ApiError unknown, ApiError other) {
        return other.code() == ErrorCode.OUTCOME_UNKNOWN ? other : unknown;
    }

    private static ApiError silent(String other, ApiError unknown) {
        return unknown.code() == ErrorCode.OUTCOME_UNKNOWN
                ? unknown
                : ApiError.of(
                                ErrorCode.OUTCOME_UNKNOWN,
                                unknown.getMessage() + " is known here, and hub " + other + " does not answer now")
                        .retryAfter(1);
    }
}

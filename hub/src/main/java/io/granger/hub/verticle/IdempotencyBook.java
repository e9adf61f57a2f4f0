package io.granger.hub.verticle;

import io.granger.hub.cluster.KeyTaken;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Lets a request with an idempotency key happen once: the same key and body give the first task, another body is
 * refused. Keys are durable with the task; those under way are held here. Owner thread only.
 */
public final class IdempotencyBook {
    private final Worker worker;
    private final HubStore store;
    private final LongSupplier clock;
    private final Map<String, UnderWay> underWay = new HashMap<>();

    private record UnderWay(String bodyHash, Future<String> taskId) {}

    /**
     * The task of a request.
     *
     * @param isReplayed whether an earlier request made it
     */
    public record Once(String taskId, boolean isReplayed) {}

    /** A book over the keys in this store. */
    public IdempotencyBook(Worker worker, HubStore store, LongSupplier clock) {
        this.worker = worker;
        this.store = store;
        this.clock = clock;
    }

    /** Runs {@code first} unless the key was used: it gets nothing but must commit the key with the task it makes. */
    public Future<Once> once(String principal, String key, String bodyHash, Function<String, Future<String>> first) {
        var both = principal + '\n' + key;
        var running = underWay.get(both);
        if (running != null) {
            return running.bodyHash().equals(bodyHash)
                    ? running.taskId().map(id -> new Once(id, true))
                    : Future.failedFuture(conflict(key));
        }
        var replayed = new boolean[1];
        Future<String> taskId = worker.call(() -> store.key(principal, key)).compose(known -> {
            var valid = known.filter(k -> clock.getAsLong() - k.atMs() < KeyRecord.KEPT_MS);
            if (valid.isEmpty()) {
                return first.apply(bodyHash);
            }
            replayed[0] = true;
            return valid.get().bodyHash().equals(bodyHash)
                    ? Future.succeededFuture(valid.get().taskId())
                    : Future.failedFuture(conflict(key));
        });
        taskId = taskId.recover(e -> elsewhere(e, key, bodyHash).map(id -> {
            replayed[0] = true;
            return id;
        }));
        underWay.put(both, new UnderWay(bodyHash, taskId));
        return taskId.onComplete(done -> underWay.remove(both)).map(id -> new Once(id, replayed[0]));
    }

    /** Another hub of the cluster took the key first. */
    private static Future<String> elsewhere(Throwable error, String key, String bodyHash) {
        if (!(error.getCause() instanceof KeyTaken taken)) {
            return Future.failedFuture(error);
        }
        var first = taken.inForce().key();
        return first.bodyHash().equals(bodyHash)
                ? Future.succeededFuture(first.taskId())
                : Future.failedFuture(conflict(key));
    }

    private static ApiError conflict(String key) {
        return ApiError.of(ErrorCode.IDEMPOTENCY_CONFLICT, "idempotency key '" + key + "' was used with another body");
    }
}

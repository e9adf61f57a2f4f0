package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All operations by name, each carried out on the hub's owner thread whichever door it came through. */
public final class Operations {
    /** Operations that may have made a task: asked of a second hub they would make a second one. */
    private static final Set<String> MAKING = Set.of("tasks.submit", "tasks.retry");

    private final Context owner;
    private final Map<String, Operation> byName;
    private final Members members;

    /**
     * These operations on this context.
     *
     * @param byName names as on the bus, without the leading {@code granger.}
     * @param members other hubs, who may know the task that this one does not
     */
    public Operations(Context owner, Map<String, Operation> byName, Members members) {
        this.owner = owner;
        this.byName = Map.copyOf(byName);
        this.members = members;
    }

    /** Names of all operations. */
    public Iterable<String> names() {
        return byName.keySet();
    }

    /** Refuses what this operation has no room for, unread; see {@link Operation#requireRoom}. */
    void requireRoom(String name, @Nullable Object body) {
        var operation = byName.get(name);
        if (operation != null) {
            operation.requireRoom(body);
        }
    }

    /** Carries one out; every failure is an {@link ApiError}. */
    public Future<JsonObject> call(String name, JsonObject body, Caller caller) {
        Promise<JsonObject> answer = Promise.promise();
        var operation = byName.get(name);
        if (operation == null || !operation.beginsInDoors()) {
            owner.runOnContext(v -> here(name, body, caller).onComplete(answer));
            return answer.future();
        }
        try {
            var left = operation.begin(body, caller);
            owner.runOnContext(v -> orOthers(name, body, done(left))
                    .compose(made -> waited(made, caller))
                    .onComplete(answer));
        } catch (RuntimeException e) {
            answer.fail(ApiError.of(e));
        }
        return answer.future();
    }

    /** What a task is that was just made: when it ended, where its maker would wait for that. That it was made is told in any case. */
    private Future<JsonObject> waited(JsonObject made, Caller caller) {
        return caller.waitMs()
                .map(waitMs ->
                        new JsonObject().put("taskId", made.getString("taskId")).put("waitMs", waitMs))
                .map(question -> here("tasks.await", question, caller).otherwise(made))
                .orElseGet(() -> Future.succeededFuture(made));
    }

    /** Names of the operations that a door does well to begin on a thread of its own. */
    Set<String> begunInDoors() {
        return byName.entrySet().stream()
                .filter(e -> e.getValue().beginsInDoors())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The same for a caller that is on the owner thread already. */
    Future<JsonObject> here(String name, JsonObject body, Caller caller) {
        return orOthers(name, body, mine(name, body, caller));
    }

    private Future<JsonObject> orOthers(String name, JsonObject body, Future<JsonObject> mine) {
        return mine.recover(e -> isForOthers(name, ApiError.of(e).code())
                ? members.ask(name, body, ApiError.of(e))
                : Future.failedFuture(e));
    }

    /** Whether other hubs may know what this one refused to say. */
    static boolean isForOthers(String name, ErrorCode code) {
        return Members.UNKNOWN.contains(code) && (!MAKING.contains(name) || code == ErrorCode.TASK_UNKNOWN);
    }

    /** Answers what other hubs ask of this one; completes when they can reach it. */
    public Future<Void> listenForMembers() {
        return members.answer((name, body) -> mine(name, body, Caller.local(Optional.empty())));
    }

    /** What this hub alone answers. */
    Future<JsonObject> mine(String name, JsonObject body, Caller caller) {
        var operation = byName.get(name);
        if (operation == null) {
            return Future.failedFuture(ApiError.of(ErrorCode.NOT_FOUND, "no operation " + name));
        }
        return done(() -> operation.apply(body, caller));
    }

    private static Future<JsonObject> done(Supplier<Future<JsonObject>> work) {
        try {
            return work.get().recover(e -> Future.failedFuture(ApiError.of(e)));
        } catch (RuntimeException e) {
            return Future.failedFuture(ApiError.of(e));
        }
    }
}

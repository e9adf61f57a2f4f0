package io.granger.hub.door;

import io.granger.hub.admission.PriorityShare;
import io.granger.hub.shape.IdempotencyKey;
import io.granger.hub.shape.TaskRequest;
import io.granger.hub.shape.TaskShape;
import io.granger.hub.verticle.Admission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task comes in. Whether it can be taken at all is asked in the door, and there its body is read: a hub that is asked for more than it
 * can do must not spend its owner thread on saying no.
 */
final class Submission implements Operation {
    private final Admission admission;
    private final int maxSteps;
    private final Accepting accepting;

    /** An idempotency key with the hash of the body it came with. */
    record Key(String key, String bodyHash) {}

    /** What the owner thread does with a task that was read. */
    @FunctionalInterface
    interface Accepting {
        Future<JsonObject> accept(TaskRequest request, Optional<Key> key, Caller caller);
    }

    /**
     * Submission of tasks.
     *
     * @param maxSteps most steps a goal may ask for
     */
    Submission(Admission admission, int maxSteps, Accepting accepting) {
        this.admission = admission;
        this.maxSteps = maxSteps;
        this.accepting = accepting;
    }

    @Override
    public Future<JsonObject> apply(JsonObject body, Caller caller) {
        return begin(body, caller).get();
    }

    @Override
    public void requireRoom(@Nullable Object body) {
        admission.requireRoom(body instanceof JsonObject object ? urgency(object) : PriorityShare.FIRST);
    }

    @Override
    public Supplier<Future<JsonObject>> begin(JsonObject body, Caller caller) {
        var request = TaskShape.read(body, maxSteps);
        var key = caller.idempotencyKey()
                .map(given -> new Key(IdempotencyKey.require(given, "idempotency-key"), IdempotencyKey.bodyHash(body)));
        admission.take(request.priority());
        return () -> admission.untilAnswered(() -> {
            // Others may have come in between the door and here.
            admission.requirePlace(request.priority());
            return accepting.accept(request, key, caller);
        });
    }

    @Override
    public boolean beginsInDoors() {
        return true;
    }

    /** The priority asked for, before anything is read closely. */
    private static int urgency(JsonObject body) {
        return body.getValue("priority") instanceof Integer asked
                        && asked >= PriorityShare.FIRST
                        && asked <= PriorityShare.LAST
                ? asked
                : TaskShape.DEFAULT_PRIORITY;
    }
}

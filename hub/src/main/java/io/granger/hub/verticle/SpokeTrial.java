package io.granger.hub.verticle;

import io.granger.hub.shape.AnswerShape;
import io.granger.hub.shape.SpokeAnswer;
import io.granger.registry.Spoke;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** One call to a spoke outside any task: nothing is decided, nothing logged, no health counted. Owner thread only. */
public final class SpokeTrial {
    private static final long TIMEOUT_MS = 30_000;

    private final Dispatcher dispatcher;

    SpokeTrial(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Calls and answers what the spoke said, failures included. */
    public Future<SpokeAnswer> call(Spoke spoke, String capability, JsonObject input) {
        var id = "try-" + UUID.randomUUID();
        var message = new JsonObject()
                .put("taskId", id)
                .put("stepId", id + ".1")
                .put("attempt", 1)
                .put("attemptId", id + ".1.1-1")
                .put("effectKey", id + ".1")
                .put("capability", capability)
                .put("input", input)
                .put("taskInput", input)
                .put("features", new JsonObject())
                .put("deadlineMs", TIMEOUT_MS);
        if (input.getValue("type") instanceof String type) {
            message.put("type", type);
        }
        return dispatcher
                .request(spoke.address(), message, TIMEOUT_MS)
                .map(reply -> AnswerShape.read(reply))
                .recover(e -> Future.succeededFuture(AnswerShape.failure(e)));
    }
}

package io.granger.hub.simulation;

import io.granger.hub.store.HubStore;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.verticle.TaskRecords;
import io.vertx.core.AsyncResult;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must hold of calls to spokes: decided durably before, sent once, and the unsafe ones never again on a guess. */
final class CallLaws {
    private final Trouble trouble;
    private final Set<String> attempts = new HashSet<>();
    private final Map<String, Effect> unsafe = new HashMap<>();
    private long sent;

    /** What a hub can know of an effect that must not happen twice. */
    private enum Effect {
        UNKNOWN,
        DONE,
        NOT_DONE,
        /** A person said that it may be done again. */
        PERMITTED
    }

    CallLaws(Trouble trouble) {
        this.trouble = trouble;
    }

    long sent() {
        return sent;
    }

    void sent(String hub, HubStore durable, JsonObject call) {
        var attempt = call.getString("attemptId");
        var taskId = call.getString("taskId");
        sent++;
        trouble.tell(hub, "calls " + attempt + " " + call.getString("capability"));
        if (attempt.endsWith(".verify")) {
            return;
        }
        trouble.require(attempts.add(attempt), "an attempt is sent once", attempt + " is sent again by " + hub);
        var recorded = durable.task(taskId)
                .flatMap(record -> TaskRecords.state(record).step())
                .flatMap(ActiveStep::call)
                .map(ActiveStep.Call::attemptId)
                .orElse("nothing");
        trouble.require(
                recorded.equals(attempt),
                "a call is sent after its decision is durable",
                attempt + " is sent by " + hub + " while the record has " + recorded);
        if (Recipes.isUnsafe(call.getString("capability"))) {
            var before = unsafe.put(effect(call), Effect.UNKNOWN);
            trouble.require(
                    before == null || before == Effect.NOT_DONE || before == Effect.PERMITTED,
                    "an unsafe effect is not repeated on a guess",
                    attempt + " repeats " + effect(call) + ", which is " + before);
        }
    }

    void heard(JsonObject call, AsyncResult<Object> answer) {
        if (Recipes.isUnsafe(call.getString("capability"))) {
            var now = outcome(answer);
            unsafe.computeIfPresent(effect(call), (e, before) -> before == Effect.UNKNOWN ? now : before);
        }
    }

    private static Effect outcome(AsyncResult<Object> answer) {
        if (answer.failed()) {
            boolean nobodyKnows = answer.cause() instanceof ReplyException e && e.failureType() == ReplyFailure.TIMEOUT;
            return nobodyKnows ? Effect.UNKNOWN : Effect.NOT_DONE;
        }
        // Only a well-formed answer says anything about what happened.
        var body = answer.result() instanceof JsonObject object ? object : new JsonObject();
        boolean hasOutput = body.getValue("output") instanceof JsonObject;
        boolean hasError = body.getValue("error") instanceof JsonObject;
        return hasOutput == hasError ? Effect.UNKNOWN : hasOutput ? Effect.DONE : Effect.NOT_DONE;
    }

    /** A person said of the waiting step of this task that it was not done and may be tried again. */
    void permitted(String taskId) {
        unsafe.replaceAll((effect, now) -> effect.startsWith(taskId + " ") ? Effect.PERMITTED : now);
    }

    private static String effect(JsonObject call) {
        return call.getString("taskId") + " " + call.getString("capability");
    }
}

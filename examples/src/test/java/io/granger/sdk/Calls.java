package io.granger.sdk;

import io.vertx.core.json.JsonObject;

/** Calls as a hub would send them, for tests of spokes. */
public final class Calls {

    private Calls() {}

    public static Call of(String capability, JsonObject input) {
        return of(capability, input, 10_000);
    }

    public static Call of(String capability, JsonObject input, long deadlineMs) {
        return Call.of(new JsonObject()
                .put("taskId", "t-1")
                .put("stepId", "t-1.1")
                .put("attempt", 1)
                .put("effectKey", "t-1.1")
                .put("capability", capability)
                .put("input", input)
                .put("taskInput", input)
                .put("deadlineMs", deadlineMs));
    }
}

package io.granger.hub.torture;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The task of the torture: three steps, one that may be repeated, one by its key, and one that must not be. */
final class Work {
    /** What the steps ask for, in order; the last is unsafe. */
    static final List<String> STEPS = List.of("left", "pay", "post");

    /** What a task that was done right has passed through. */
    static final String TRAIL = "left,pay,post,";

    private static final int STEP_MS = 1_000;

    private Work() {}

    /** A task that carries its client's mark. */
    static JsonObject task(String mark) {
        var steps = new JsonArray();
        STEPS.forEach(step -> steps.add(new JsonObject().put("capability", step).put("timeoutMs", STEP_MS)));
        // A hub that has just started may not have heard of any spoke yet.
        return new JsonObject()
                .put("steps", steps)
                .put("input", new JsonObject().put("mark", mark))
                .put("wait", true);
    }

    /** What a step makes of its input. */
    static JsonObject done(String capability, JsonObject input) {
        return input.copy().put("trail", input.getString("trail", "") + capability + ",");
    }

    /** What the whole task makes. */
    static JsonObject result(String mark) {
        return new JsonObject().put("mark", mark).put("trail", TRAIL);
    }
}

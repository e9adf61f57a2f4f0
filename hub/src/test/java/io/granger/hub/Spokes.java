package io.granger.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Registrations and answers as spokes send them, and small tasks for them. */
final class Spokes {
    private Spokes() {}

    /** A spoke of these capabilities at the address {@code spoke.NAME}. */
    static JsonObject named(String name, JsonObject... capabilities) {
        return new JsonObject()
                .put("name", name)
                .put("version", "1.0.0")
                .put("address", "spoke." + name)
                .put("concurrency", 64)
                .put("capabilities", new JsonArray(List.of(capabilities)));
    }

    /** A capability that takes and makes anything and may be repeated. */
    static JsonObject can(String capability) {
        return new JsonObject()
                .put("name", capability)
                .put("accepts", "*/*")
                .put("produces", "*/*")
                .put("effects", "none");
    }

    static JsonObject output(String text) {
        return new JsonObject().put("output", new JsonObject().put("text", text));
    }

    static JsonObject failure(String failureClass, boolean retryable) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("class", failureClass)
                                .put("message", "it broke")
                                .put("retryable", retryable));
    }

    /** The text of a call's input. */
    static String text(JsonObject call) {
        return call.getJsonObject("input").getString("text");
    }

    /** A task of these steps, {@code a | b | c}, whose input is a text. */
    static JsonObject task(String steps) {
        return new JsonObject().put("steps", steps).put("input", new JsonObject().put("text", "in"));
    }

    /** A task of one step as it is described. */
    static JsonObject task(JsonObject... steps) {
        return new JsonObject()
                .put("steps", new JsonArray(List.of(steps)))
                .put("input", new JsonObject().put("text", "in"));
    }

    /** A step of a task. */
    static JsonObject step(String capability) {
        return new JsonObject().put("capability", capability);
    }

    /** The objects of a list. */
    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    /** The decisions of a task, closed or open. */
    static List<JsonObject> decisions(LiveHub hub, String taskId) {
        return objects(
                hub.ask("decisions.get", new JsonObject().put("taskId", taskId)).getJsonArray("decisions"));
    }
}

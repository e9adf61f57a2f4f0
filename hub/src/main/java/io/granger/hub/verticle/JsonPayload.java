package io.granger.hub.verticle;

import io.granger.hub.task.Payload;
import io.vertx.core.json.JsonObject;

/** A payload that was parsed already; its text is made once. Nobody changes the object afterwards. */
public record JsonPayload(JsonObject json, String text) implements Payload {
    /** A payload of this object. */
    public static JsonPayload of(JsonObject json) {
        return new JsonPayload(json, json.encode());
    }

    /** The object behind any payload. */
    public static JsonObject json(Payload payload) {
        return payload instanceof JsonPayload parsed ? parsed.json() : new JsonObject(payload.text());
    }
}

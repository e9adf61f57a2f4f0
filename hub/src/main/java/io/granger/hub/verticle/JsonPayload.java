package io.granger.hub.verticle;

import io.granger.hub.task.Payload;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;

/** A payload that was parsed already; its text is made once. Nobody changes the object afterwards. */
public record JsonPayload(JsonObject json, String text) implements Payload {
    /** Writes what {@link JsonObject#encode} does, without looking for a serializer of each value. */
    private static final JacksonCodec CODEC = new JacksonCodec();

    /** A payload of this object. */
    public static JsonPayload of(JsonObject json) {
        return new JsonPayload(json, CODEC.toString(json));
    }

    /** The object behind any payload. */
    public static JsonObject json(Payload payload) {
        return payload instanceof JsonPayload parsed ? parsed.json() : new JsonObject(payload.text());
    }
}

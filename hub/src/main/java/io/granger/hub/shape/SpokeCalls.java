package io.granger.hub.shape;

import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the small requests of spokes that have registered; fields of a later version are passed over. */
public final class SpokeCalls {
    private static final int ID_CHARS = 320;

    private SpokeCalls() {}

    /** A sign of life; {@code inFlight} is the spoke's own count of calls it works on. */
    public record Heartbeat(String spokeId, OptionalLong inFlight) {}

    /** A goodbye; {@code drain} says whether calls in flight may still end. */
    public record Goodbye(String spokeId, boolean drain) {}

    /** Reads {@code {"spokeId","inFlight"?}}. */
    public static Heartbeat heartbeat(JsonObject body, Consumer<String> ignored) {
        Fields fields = Fields.lenient(body, "", Set.of("spokeId", "inFlight"), ignored);
        return new Heartbeat(id(fields), fields.whole("inFlight", 0, Integer.MAX_VALUE));
    }

    /** Reads {@code {"spokeId","drain"?}}; without a word it drains. */
    public static Goodbye goodbye(JsonObject body, Consumer<String> ignored) {
        Fields fields = Fields.lenient(body, "", Set.of("spokeId", "drain"), ignored);
        return new Goodbye(id(fields), fields.flag("drain", true));
    }

    private static String id(Fields fields) {
        return fields.required("spokeId", fields.text("spokeId", ID_CHARS));
    }
}

package io.granger.hub.shape;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a value from outside is repeated in a message: short, quoted, without control characters. */
final class Shown {
    private static final int MAX_CHARS = 60;

    private Shown() {}

    /** {@code value} for a message; objects and lists by their size only, because their content is payload. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof CharSequence text) {
            return "\"" + clean(text) + "\"";
        }
        if (value instanceof JsonObject || value instanceof Map) {
            return "an object";
        }
        if (value instanceof JsonArray list) {
            return "a list of " + list.size();
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        return clean(value.toString());
    }

    private static String clean(CharSequence text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < MAX_CHARS; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '"') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return text.length() > MAX_CHARS ? out.append("..").toString() : out.toString();
    }
}

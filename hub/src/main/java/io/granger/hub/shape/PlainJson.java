package io.granger.hub.shape;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks an object that came over the bus without ever having been text. */
final class PlainJson {
    private PlainJson() {}

    /**
     * Whether the object holds nothing but what JSON has; when not, a round through text may mend it. Refuses what no
     * text could mend: numbers that are not finite, too many levels.
     */
    static boolean isPlain(JsonObject object) {
        return isPlain(object.getMap(), 1);
    }

    // False when something in there must be rewritten by a round through text; refuses what no text could mend.
    private static boolean isPlain(Object node, int depth) {
        if (depth > Limits.JSON_DEPTH) {
            throw ApiError.of(
                    ErrorCode.JSON_TOO_DEEP, "JSON may nest " + Limits.JSON_DEPTH + " levels, the body nests more");
        }
        boolean plain = true;
        if (node instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String key) || !StrictJson.isWellFormed(key)) {
                    return false;
                }
                plain &= isPlainValue(entry.getValue(), key, depth);
            }
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                plain &= isPlainValue(list.get(i), "[" + i + "]", depth);
            }
        }
        return plain;
    }

    private static boolean isPlainValue(@Nullable Object value, String name, int depth) {
        return switch (value) {
            case null -> true;
            case String text -> StrictJson.isWellFormed(text);
            case Boolean bool -> true;
            case Number number -> requireFinite(number.doubleValue(), name);
            case JsonObject object -> isPlainInside(object.getMap(), name, depth);
            case JsonArray array -> isPlainInside(array.getList(), name, depth);
            case Map<?, ?> map -> isPlainInside(map, name, depth);
            case List<?> list -> isPlainInside(list, name, depth);
            default -> false;
        };
    }

    private static boolean isPlainInside(Object node, String name, int depth) {
        try {
            return isPlain(node, depth + 1);
        } catch (ApiError inside) {
            throw inside.field().isPresent() ? inside.under(name) : inside;
        }
    }

    private static boolean requireFinite(double number, String name) {
        if (!Double.isFinite(number)) {
            throw ApiError.at(ErrorCode.NUMBER_NOT_FINITE, name, "must be a finite number, got " + number);
        }
        return true;
    }
}

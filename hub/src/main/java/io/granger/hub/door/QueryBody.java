package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** Query parameters as the body of an operation, so that both doors read the same. */
final class QueryBody {
    private static final Set<String> NUMBERS = Set.of("limit", "since", "until", "waitMs");

    private QueryBody() {}

    static JsonObject of(RoutingContext ctx, String... known) {
        var body = new JsonObject();
        for (var entry : ctx.queryParams()) {
            if (!List.of(known).contains(entry.getKey())) {
                throw ApiError.at(
                        ErrorCode.UNKNOWN_FIELD,
                        entry.getKey(),
                        "is no parameter of this path; known: " + String.join(", ", known));
            }
            body.put(entry.getKey(), value(entry.getKey(), entry.getValue()));
        }
        return body;
    }

    private static Object value(String name, String text) {
        if (!NUMBERS.contains(name)) {
            return text;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notWhole) {
            throw ApiError.at(ErrorCode.BAD_VALUE, name, "must be a whole number, was '" + text + "'");
        }
    }
}

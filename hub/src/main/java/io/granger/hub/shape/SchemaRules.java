package io.granger.hub.shape;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we ask of a JSON Schema beyond the draft: its references stay inside it and lead somewhere, its patterns are matched in bounded time,
 * it is one resource.
 */
final class SchemaRules {
    /** The draft that schemas are written in. */
    static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    private final JsonObject root;
    private final Set<String> anchors = new HashSet<>();

    private SchemaRules(JsonObject root) {
        this.root = root;
    }

    /** Refuses a schema that breaks one of the rules with {@code schema-invalid}. */
    static void require(JsonObject schema) {
        Object draft = schema.getValue("$schema");
        if (draft != null && !DRAFT.equals(draft) && !(DRAFT + "#").equals(draft)) {
            throw invalid("$schema must be " + DRAFT + ", got " + Shown.of(draft));
        }
        SchemaRules rules = new SchemaRules(schema);
        rules.collectAnchors(schema, SchemaPlace.SCHEMA);
        rules.check(schema, SchemaPlace.SCHEMA);
    }

    private void collectAnchors(@Nullable Object node, SchemaPlace place) {
        if (node instanceof JsonObject object) {
            for (String keyword : Set.of("$anchor", "$dynamicAnchor")) {
                if (object.getValue(keyword) instanceof String anchor) {
                    anchors.add(anchor);
                }
            }
            object.forEach(entry -> {
                if (!place.isValue(entry.getKey())) {
                    collectAnchors(entry.getValue(), place.under(entry.getKey()));
                }
            });
        } else if (node instanceof JsonArray array) {
            array.forEach(item -> collectAnchors(item, SchemaPlace.SCHEMA));
        }
    }

    private void check(@Nullable Object node, SchemaPlace place) {
        if (node instanceof JsonObject object) {
            for (Map.Entry<String, Object> entry : object) {
                String key = entry.getKey();
                if (place == SchemaPlace.SCHEMA) {
                    keyword(key, entry.getValue(), object == root);
                }
                if (!place.isValue(key)) {
                    check(entry.getValue(), place.under(key));
                }
            }
        } else if (node instanceof JsonArray array) {
            array.forEach(item -> check(item, SchemaPlace.SCHEMA));
        }
    }

    private void keyword(String keyword, @Nullable Object value, boolean isRoot) {
        if (value instanceof String text) {
            switch (keyword) {
                case "$ref", "$dynamicRef", "$recursiveRef" -> reference(keyword, text);
                case "pattern" -> LinearPatterns.require(text);
                case "$id" -> {
                    if (!isRoot) {
                        throw invalid("$id is allowed at the top only, got " + Shown.of(text));
                    }
                }
                default -> {}
            }
        } else if (keyword.equals("patternProperties") && value instanceof JsonObject patterns) {
            patterns.fieldNames().forEach(LinearPatterns::requireForNames);
        }
    }

    private void reference(String keyword, String reference) {
        if (!reference.startsWith("#")) {
            throw invalid(keyword + " must point into the schema itself (#..), nothing is fetched, got "
                    + Shown.of(reference));
        }
        String fragment = reference.substring(1);
        boolean leads =
                fragment.isEmpty() || (fragment.startsWith("/") ? at(fragment) != null : anchors.contains(fragment));
        if (!leads) {
            throw invalid(keyword + " leads nowhere, got " + Shown.of(reference));
        }
    }

    private @Nullable Object at(String pointer) {
        Object node = root;
        var place = SchemaPlace.SCHEMA;
        for (String part : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            if (node instanceof JsonObject object) {
                // What looks like a schema inside a value was not looked at.
                node = place.isValue(name) ? null : object.getValue(name);
                place = place.under(name);
            } else if (node instanceof JsonArray array && name.matches("[0-9]{1,6}")) {
                int index = Integer.parseInt(name);
                node = index < array.size() ? array.getValue(index) : null;
            } else {
                return null;
            }
        }
        return node;
    }

    private static ApiError invalid(String why) {
        return ApiError.of(ErrorCode.SCHEMA_INVALID, why);
    }
}

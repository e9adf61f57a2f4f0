package io.granger.hub.shape;

import java.util.Set;

/** What an object inside a JSON Schema is: a schema, whose keys are keywords, or a map of schemas, whose keys are names. */
enum SchemaPlace {
    SCHEMA,
    MAP;

    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

    /** Whether what is under the key is a plain value, whatever it looks like. */
    boolean isValue(String key) {
        return this == SCHEMA && VALUES.contains(key);
    }

    /** What an object under the key is. */
    SchemaPlace under(String key) {
        return this == SCHEMA && MAPS.contains(key) ? MAP : SCHEMA;
    }
}

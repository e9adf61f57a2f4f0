package io.granger.hub.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A path with its query, every part encoded. Immutable. */
record Query(String text) {
    /** A path of encoded segments: {@code Query.path("v1", "tasks", id)}. */
    static Query path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(encode(segment));
        }
        return new Query(path.toString());
    }

    Query with(String name, String value) {
        return new Query(text + (text.contains("?") ? "&" : "?") + name + "=" + encode(value));
    }

    Query with(String name, Optional<String> value) {
        return value.map(v -> with(name, v)).orElse(this);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package io.granger.hub.shape;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonFormatValidator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of one JSON Schema, matched in time proportional to the text.
 *
 * <p>The JDK's engine, which the schema library uses, takes exponential time for patterns such as {@code ^(a+)+\1b$}: a spoke could
 * stop the hub with its schema. So each {@code pattern} of the schema becomes a format of our own, which the library asks us
 * about, and is matched by an automaton (Cox 2007, "Regular expression matching can be simple and fast"). Not for several
 * threads at once.
 */
final class LinearPatterns implements JsonFormatValidator {
    private static final String KEYWORD = "pattern";
    private static final String FORMAT = "granger-pattern:";
    private static final int CHARS_MAX = 1_000;
    private static final int STATES_MAX = 3_000;
    private static final double COUNTS_MAX = 100_000;
    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9}),?(\\d{0,9})\\}");
    private static final java.util.regex.Pattern PLAIN = java.util.regex.Pattern.compile("\\\\.|\\[[^\\]]*\\]");

    private final Map<String, Pattern> byFormat = new HashMap<>();
    private final JsonObject schema;

    /** The patterns of a schema whose patterns were required before. */
    LinearPatterns(JsonObject schema) {
        this.schema = rewritten(schema, SchemaPlace.SCHEMA);
    }

    /** The schema with formats in place of patterns; references into it lead where they did. */
    JsonObject schema() {
        return schema;
    }

    @Override
    // No message means no fault, which the library's own interface says by null.
    @SuppressWarnings("NullAway")
    public @Nullable String validateFormat(String type, String format, @Nullable Object value) {
        var pattern = byFormat.get(format);
        return pattern == null
                        || !(value instanceof String text)
                        || pattern.matcher(text).find()
                ? null
                : "does not match pattern " + Shown.of(pattern.pattern());
    }

    private @Nullable Object rewritten(@Nullable Object node, SchemaPlace place) {
        if (node instanceof JsonObject object) {
            return rewritten(object, place);
        }
        if (node instanceof JsonArray array) {
            var copy = new JsonArray();
            array.forEach(item -> copy.add(rewritten(item, SchemaPlace.SCHEMA)));
            return copy;
        }
        return node;
    }

    private JsonObject rewritten(JsonObject object, SchemaPlace place) {
        var copy = new JsonObject();
        object.forEach(entry -> {
            var key = entry.getKey();
            copy.put(key, place.isValue(key) ? entry.getValue() : rewritten(entry.getValue(), place.under(key)));
        });
        if (place == SchemaPlace.SCHEMA && copy.getValue(KEYWORD) instanceof String text) {
            copy.remove(KEYWORD);
            byFormat.put(FORMAT + text, Pattern.compile(text));
            // At the end, so that references to other parts by their number still find them.
            var all = copy.getJsonArray("allOf", new JsonArray());
            copy.put("allOf", all.add(new JsonObject().put("format", FORMAT + text)));
        }
        return copy;
    }

    /** Refuses a pattern that an automaton of bounded size cannot match, with {@code schema-invalid}. */
    static void require(String pattern) {
        if (pattern.length() > CHARS_MAX || counts(pattern) > COUNTS_MAX) {
            throw invalid(pattern, "is too large");
        }
        try {
            int states = Pattern.compile(pattern).programSize();
            if (states > STATES_MAX) {
                throw invalid(pattern, "must have at most " + STATES_MAX + " states, has " + states);
            }
        } catch (PatternSyntaxException broken) {
            throw invalid(pattern, "does not compile: " + broken.getDescription());
        }
    }

    /** What a repetition by numbers multiplies, all of them nested at worst. */
    private static double counts(String pattern) {
        return COUNT.matcher(pattern)
                .results()
                .flatMap(LinearPatterns::numbers)
                .mapToDouble(Double::parseDouble)
                .reduce(1, (a, b) -> a * b);
    }

    private static Stream<String> numbers(MatchResult count) {
        var last = count.group(2).isEmpty() ? count.group(1) : count.group(2);
        return last.equals("0") ? Stream.empty() : Stream.of(last);
    }

    /**
     * Refuses a pattern of property names whose time is not bounded. The library matches names with the JDK's engine, so that they
     * have no groups and no choices, and one repetition at most, after a beginning that is fixed.
     */
    static void requireForNames(String pattern) {
        require(pattern);
        try {
            java.util.regex.Pattern.compile(pattern);
        } catch (java.util.regex.PatternSyntaxException broken) {
            throw invalid(pattern, "does not compile");
        }
        var plain = PLAIN.matcher(pattern).replaceAll("x");
        long repetitions = plain.chars().filter(c -> "*+?{".indexOf(c) >= 0).count();
        boolean isChoice = plain.chars().anyMatch(c -> "()|".indexOf(c) >= 0);
        if (isChoice || repetitions > 1 || repetitions == 1 && !plain.startsWith("^")) {
            throw invalid(pattern, "of property names must have no groups, and one repetition at most and after ^");
        }
    }

    private static ApiError invalid(String pattern, String why) {
        return ApiError.of(ErrorCode.SCHEMA_INVALID, "pattern " + Shown.of(pattern) + " " + why);
    }
}

package io.granger.hub.shape;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object being read field by field. A field with null is a field that is absent.
 *
 * <p>Every refusal is an {@link ApiError} whose field is the whole path from the body, such as {@code
 * steps[1].timeoutMs}, and whose message holds the bound and the value.
 */
public final class Fields {
    private final JsonObject body;
    private final String path;

    private Fields(JsonObject body, String path) {
        this.body = body;
        this.path = path;
    }

    /**
     * Reads an object that may hold {@code known} fields only: what clients, operators and configuration say.
     *
     * @param path where the object stands in the body, empty for the body itself
     */
    public static Fields strict(JsonObject body, String path, Set<String> known) {
        Fields fields = new Fields(body, path);
        for (String name : body.fieldNames()) {
            if (!known.contains(name)) {
                throw fields.unknown(name, known);
            }
        }
        return fields;
    }

    /**
     * Reads an object that may hold fields of a later version: registrations, heartbeats and answers of spokes.
     *
     * @param ignored is told the path of each field that is not known
     */
    public static Fields lenient(JsonObject body, String path, Set<String> known, Consumer<String> ignored) {
        Fields fields = new Fields(body, path);
        for (String name : body.fieldNames()) {
            if (!known.contains(name)) {
                ignored.accept(fields.path(name));
            }
        }
        return fields;
    }

    private ApiError unknown(String name, Set<String> known) {
        String shown = Shown.of(name);
        String field = path(shown.substring(1, shown.length() - 1));
        Optional<String> nearest = Nearest.of(name, known);
        String hint = nearest.map(word -> "did you mean \"" + word + "\"?")
                .orElseGet(() -> "known are " + String.join(", ", new TreeSet<>(known)));
        return ApiError.at(ErrorCode.UNKNOWN_FIELD, field, "is not a known field, " + hint)
                .nearest(nearest.orElse(null));
    }

    /** Path of the field {@code name} from the body. */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Whether the field is there with something other than null. */
    public boolean has(String name) {
        return body.getValue(name) != null;
    }

    /** The value as it stands, for what only the caller can judge. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(body.getValue(name));
    }

    /** What reading {@code name} gave, or {@code missing-field}. */
    public <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> missing(name));
    }

    private ApiError missing(String name) {
        return ApiError.at(ErrorCode.MISSING_FIELD, path(name), "is required");
    }

    /** A {@code bad-value} of the field {@code name}. */
    public ApiError bad(String name, String detail) {
        return ApiError.at(ErrorCode.BAD_VALUE, path(name), detail);
    }

    private ApiError wrong(String name, String wanted, @Nullable Object got) {
        return bad(name, "must be " + wanted + ", got " + Shown.of(got));
    }

    /** Text of 1 to {@code maxChars} characters without control characters. */
    public Optional<String> text(String name, int maxChars) {
        return string(name)
                .map(text -> Names.requireText(requireLength(text, path(name), maxChars), path(name), false));
    }

    /** Text of 1 to {@code maxChars} characters that may have several lines. */
    public Optional<String> lines(String name, int maxChars) {
        return string(name).map(text -> Names.requireText(requireLength(text, path(name), maxChars), path(name), true));
    }

    /** The name of a spoke, a capability or a pipeline. */
    public Optional<String> name(String name) {
        return string(name).map(text -> Names.requireName(text, path(name)));
    }

    /** Any string at all, empty ones and control characters included. */
    public Optional<String> string(String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof CharSequence text) {
            return Optional.of(text.toString());
        }
        throw wrong(name, "a text", value);
    }

    private static String requireLength(String text, String path, int maxChars) {
        if (text.isEmpty() || text.length() > maxChars) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE, path, "must have 1 to " + maxChars + " characters, got " + text.length());
        }
        return text;
    }

    /** A whole number from {@code min} to {@code max}; {@code 3.0} is one. */
    public OptionalLong whole(String name, long min, long max) {
        Object value = body.getValue(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        OptionalLong whole = whole(value);
        if (whole.isEmpty() || whole.getAsLong() < min || whole.getAsLong() > max) {
            throw wrong(name, "a whole number from " + min + " to " + max, value);
        }
        return whole;
    }

    /** A whole number from {@code min} to {@code max}, or {@code absent}. */
    public long whole(String name, long min, long max, long absent) {
        return whole(name, min, max).orElse(absent);
    }

    /** {@code value} as a whole number; empty when it is none or does not fit. */
    static OptionalLong whole(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return OptionalLong.of(((Number) value).longValue());
        }
        if (value instanceof Number number) {
            double exact = number.doubleValue();
            if (Math.rint(exact) == exact && Math.abs(exact) <= 1L << 53) {
                return OptionalLong.of((long) exact);
            }
        }
        return OptionalLong.empty();
    }

    /** A finite number from {@code min} to {@code max}. */
    public OptionalDouble number(String name, double min, double max) {
        Object value = body.getValue(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
            throw ApiError.at(
                    ErrorCode.NUMBER_NOT_FINITE, path(name), "must be a finite number, got " + Shown.of(value));
        }
        if (!(value instanceof Number number) || number.doubleValue() < min || number.doubleValue() > max) {
            throw wrong(name, "a number " + range(min, max), value);
        }
        return OptionalDouble.of(number.doubleValue());
    }

    private static String range(double min, double max) {
        return max == Double.MAX_VALUE
                ? "of at least " + CanonicalJson.text(min)
                : "from " + CanonicalJson.text(min) + " to " + CanonicalJson.text(max);
    }

    /** True or false, or {@code absent}. */
    public boolean flag(String name, boolean absent) {
        Object value = body.getValue(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false", value);
    }

    /** One of {@code words}. */
    public Optional<String> word(String name, List<String> words) {
        return word(name, words, text -> words.contains(text) ? Optional.of(text) : Optional.empty());
    }

    /** The value that one of {@code words} stands for. */
    public <T> Optional<T> word(String name, List<String> words, Function<String, Optional<T>> meaning) {
        Object value = body.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> known = value instanceof CharSequence text ? meaning.apply(text.toString()) : Optional.empty();
        if (known.isPresent()) {
            return known;
        }
        String hint = value instanceof CharSequence text
                ? Nearest.of(text.toString(), words)
                        .map(word -> ", did you mean \"" + word + "\"?")
                        .orElse("")
                : "";
        throw bad(name, "must be one of " + String.join(", ", words) + ", got " + Shown.of(value) + hint);
    }

    /** The text as read by {@code parse}, whose IllegalArgumentException becomes a {@code bad-value}. */
    public <T> Optional<T> parsed(String name, int maxChars, Function<String, T> parse) {
        return text(name, maxChars).map(text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException refused) {
                throw bad(name, "is not valid: " + sentence(refused));
            }
        });
    }

    /** The sentence of a refusal by one of the value types below the hub. */
    static String sentence(IllegalArgumentException refused) {
        String message = refused.getMessage();
        return message == null ? "not allowed" : message;
    }

    /** An object. */
    public Optional<JsonObject> object(String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonObject object) {
            return Optional.of(object);
        }
        throw wrong(name, "an object", value);
    }

    /** The items of a list of {@code min} to {@code max}, each null, text, number, boolean, JsonObject or JsonArray. */
    public Optional<List<@Nullable Object>> list(String name, int min, int max) {
        Object value = body.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrong(name, "a list", value);
        }
        if (array.size() < min || array.size() > max) {
            throw bad(name, "must have " + min + " to " + max + " items, got " + array.size());
        }
        List<@Nullable Object> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(array.getValue(i));
        }
        return Optional.of(items);
    }

    /** The items of a list of {@code min} to {@code max}, each as {@code read} makes it of the item and its path. */
    public <T> Optional<List<T>> list(String name, int min, int max, ItemReader<T> read) {
        return list(name, min, max).map(items -> {
            List<T> out = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                out.add(read.read(items.get(i), path(name) + "[" + i + "]"));
            }
            return List.copyOf(out);
        });
    }

    /** The names in a list of at most {@code max}, in order, doubles once; none when absent. */
    public Set<String> names(String name, int max) {
        return list(name, 0, max, (item, at) -> Names.requireName(itemText(item, at), at))
                .map(found -> (Set<String>) new LinkedHashSet<>(found))
                .map(Collections::unmodifiableSet)
                .orElse(Set.of());
    }

    /** {@code item} when it is text. */
    public static String itemText(@Nullable Object item, String path) {
        if (item instanceof CharSequence text) {
            return text.toString();
        }
        throw ApiError.at(ErrorCode.BAD_VALUE, path, "must be a text, got " + Shown.of(item));
    }

    /** {@code item} when it is a number. */
    public static double itemNumber(@Nullable Object item, String path) {
        if (item instanceof Number number) {
            return number.doubleValue();
        }
        throw ApiError.at(ErrorCode.BAD_VALUE, path, "must be a number, got " + Shown.of(item));
    }

    /** {@code item} when it is an object. */
    public static JsonObject itemObject(@Nullable Object item, String path) {
        if (item instanceof JsonObject object) {
            return object;
        }
        throw ApiError.at(ErrorCode.BAD_VALUE, path, "must be an object, got " + Shown.of(item));
    }

    /** Every field with its value, in the order written. */
    public Iterable<Map.Entry<String, Object>> all() {
        return body;
    }

    /** Reads one item of a list. */
    @FunctionalInterface
    public interface ItemReader<T> {
        /** The value of {@code item}, which stands at {@code path}. */
        T read(@Nullable Object item, String path);
    }
}

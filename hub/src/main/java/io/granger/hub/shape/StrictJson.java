package io.granger.hub.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 has it and no more: UTF-8, no comments, no duplicate keys, finite numbers, at most {@value
 * Limits#JSON_DEPTH} levels, nothing after the value.
 *
 * <p>Vert.x's own parser takes the last of two equal keys, reads {@code 1e400} as infinity and accepts comments. Every
 * refusal is an {@link ApiError}; no other exception leaves this class, whatever the bytes. Safe from any thread.
 */
public final class StrictJson {
    // Without a table of known names: names come from outside and must not fill memory that stays.
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private StrictJson() {}

    /** The object written in {@code bytes}, at most {@link Limits#BODY_BYTES} of them. */
    public static JsonObject object(@Nullable Buffer bytes) {
        return object(bytes, Limits.BODY_BYTES);
    }

    /** The object written in {@code bytes}; more than {@code maxBytes} are {@code body-too-large}. */
    public static JsonObject object(@Nullable Buffer bytes, int maxBytes) {
        if (bytes == null || bytes.length() == 0) {
            throw bodyRequired();
        }
        if (bytes.length() > maxBytes) {
            throw tooLarge(bytes.length(), maxBytes);
        }
        return parse(decode(bytes.getBytes()));
    }

    /** The object written in {@code text}. */
    public static JsonObject object(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw bodyRequired();
        }
        int bytes = CanonicalJson.utf8Length(text);
        if (bytes > Limits.BODY_BYTES) {
            throw tooLarge(bytes, Limits.BODY_BYTES);
        }
        return parse(text);
    }

    /**
     * The body of an event bus message: an object is checked for depth and finite numbers, bytes and text are parsed.
     * Values that JSON does not have but Vert.x's objects may hold (times, bytes, enums) come back as the text they
     * would travel as.
     */
    public static JsonObject check(@Nullable Object body) {
        if (body == null) {
            throw bodyRequired();
        }
        if (body instanceof Buffer bytes) {
            return object(bytes);
        }
        if (body instanceof String text) {
            return object(text);
        }
        if (!(body instanceof JsonObject object)) {
            throw ApiError.of(
                    ErrorCode.BAD_VALUE,
                    "body must be a JSON object, got " + body.getClass().getSimpleName());
        }
        if (PlainJson.isPlain(object)) {
            return object;
        }
        try {
            return object(object.encode());
        } catch (EncodeException notJson) {
            throw ApiError.of(ErrorCode.BAD_VALUE, "body holds a value that is not JSON");
        }
    }

    private static ApiError bodyRequired() {
        return ApiError.of(ErrorCode.BODY_REQUIRED, "a JSON object is required as body");
    }

    private static ApiError tooLarge(int bytes, int maxBytes) {
        return ApiError.of(ErrorCode.BODY_TOO_LARGE, "body must have at most " + maxBytes + " bytes, got " + bytes);
    }

    private static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            String read = out.flip().toString();
            int line = 1 + (int) read.chars().filter(c -> c == '\n').count();
            int column = read.length() - read.lastIndexOf('\n');
            throw syntax(line, column, "bytes that are not UTF-8");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static JsonObject parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw bodyRequired();
            }
            if (first != JsonToken.START_OBJECT) {
                // Read to the end first: what is no JSON at all is better told so.
                value(parser, first, 0);
                end(parser);
                throw ApiError.of(ErrorCode.BAD_VALUE, "body must be a JSON object, got " + kind(first));
            }
            Map<String, Object> map = map(parser, 1);
            end(parser);
            return new JsonObject(map);
        } catch (JsonProcessingException broken) {
            JsonLocation at = broken.getLocation();
            throw at == null
                    ? syntax(1, 1, sentence(broken))
                    : syntax(at.getLineNr(), at.getColumnNr(), sentence(broken));
        } catch (IOException impossible) {
            throw new IllegalStateException("text in memory cannot fail to be read", impossible);
        }
    }

    private static void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            JsonLocation at = parser.currentTokenLocation();
            throw syntax(at.getLineNr(), at.getColumnNr(), "nothing may follow the value");
        }
    }

    private static Map<String, Object> map(JsonParser parser, int depth) throws IOException {
        requireDepth(parser, depth);
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            requireWellFormed(parser, key);
            if (map.containsKey(key)) {
                throw ApiError.at(
                        ErrorCode.DUPLICATE_KEY, path(parser), "occurs twice, the second time at " + place(parser));
            }
            put(map, key, value(parser, parser.nextToken(), depth));
        }
        return map;
    }

    private static List<Object> list(JsonParser parser, int depth) throws IOException {
        requireDepth(parser, depth);
        List<Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            add(list, value(parser, token, depth));
        }
        return list;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> map(parser, depth + 1);
            case START_ARRAY -> list(parser, depth + 1);
            case VALUE_STRING -> {
                String text = parser.getText();
                requireWellFormed(parser, text);
                yield text;
            }
            case VALUE_NUMBER_INT -> {
                Number whole = parser.getNumberValue();
                requireFinite(parser, whole.doubleValue());
                yield whole;
            }
            case VALUE_NUMBER_FLOAT -> {
                double number = parser.getDoubleValue();
                requireFinite(parser, number);
                yield number;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    // JSON's null is a value here; the collections that hold it come from the library's unannotated world.
    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }

    @SuppressWarnings("NullAway")
    private static void add(List<Object> list, @Nullable Object value) {
        list.add(value);
    }

    private static void requireDepth(JsonParser parser, int depth) {
        if (depth > Limits.JSON_DEPTH) {
            throw ApiError.of(
                    ErrorCode.JSON_TOO_DEEP,
                    "JSON may nest " + Limits.JSON_DEPTH + " levels, level " + depth + " begins at " + place(parser));
        }
    }

    private static void requireFinite(JsonParser parser, double number) throws IOException {
        if (!Double.isFinite(number)) {
            throw ApiError.at(
                    ErrorCode.NUMBER_NOT_FINITE,
                    path(parser),
                    "must be a finite number, got " + Shown.of(parser.getText()) + " at " + place(parser));
        }
    }

    private static void requireWellFormed(JsonParser parser, String text) {
        if (!isWellFormed(text)) {
            throw ApiError.at(ErrorCode.BAD_TEXT, path(parser), "holds half of a surrogate pair, at " + place(parser));
        }
    }

    /** Whether {@code text} has no surrogate without its other half: such text cannot be written in UTF-8. */
    static boolean isWellFormed(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    // The pointer /steps/1/timeoutMs of the library, written as our fields are: steps[1].timeoutMs.
    private static String path(JsonParser parser) {
        StringBuilder out = new StringBuilder();
        for (String part : parser.getParsingContext().pathAsPointer().toString().split("/")) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                out.append('[').append(part).append(']');
            } else {
                String name = Shown.of(part);
                out.append(out.isEmpty() ? "" : ".").append(name, 1, name.length() - 1);
            }
        }
        return out.isEmpty() ? "body" : out.toString();
    }

    private static String place(JsonParser parser) {
        JsonLocation at = parser.currentTokenLocation();
        return at.getLineNr() + ":" + at.getColumnNr();
    }

    private static ApiError syntax(int line, int column, String why) {
        return ApiError.of(ErrorCode.JSON_SYNTAX, "not JSON at " + line + ":" + column + ": " + why);
    }

    // The first sentence of the library's message: what follows repeats its own source and place.
    private static String sentence(JsonProcessingException broken) {
        String message = broken.getOriginalMessage();
        if (message == null) {
            return "unreadable";
        }
        int end = message.length();
        for (String stop :
                List.of("\n", " (start marker at", " at [Source", " (for ", ": JSON spec", ": maybe a (", " (enable")) {
            int at = message.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String shown = message.substring(0, Math.min(end, 200));
        StringBuilder out = new StringBuilder();
        shown.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
        return out.toString();
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }
}

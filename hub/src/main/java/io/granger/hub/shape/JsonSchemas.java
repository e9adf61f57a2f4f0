package io.granger.hub.shape;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaException;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against JSON Schemas (draft 2020-12) given as text, each compiled once.
 *
 * <p>Nothing is ever fetched: a schema may refer to itself only. The compiled schemas last used are kept, up to a bound.
 * Safe from any thread; one check at a time.
 */
public final class JsonSchemas {
    /** Schemas kept when no other number is asked for. */
    public static final int CAPACITY = 1024;

    private static final String BASE_URI = "urn:granger:schema";
    private static final String META_SCHEMA = SchemaRules.DRAFT;
    private static final List<String> META_SCHEMA_PARTS = List.of(
            "schema",
            "meta/core",
            "meta/applicator",
            "meta/validation",
            "meta/meta-data",
            "meta/format-annotation",
            "meta/content",
            "meta/unevaluated");

    private final Map<String, Validator> compiled;

    /** Keeps up to {@link #CAPACITY} schemas. */
    public JsonSchemas() {
        this(CAPACITY);
    }

    /** Keeps up to {@code capacity} schemas, at least 1. */
    public JsonSchemas(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        compiled = new LinkedHashMap<>(16, .75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Validator> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Why {@code value} does not match {@code schema}: the first fault as one sentence with its path; empty when it matches. */
    public synchronized Optional<String> problem(String schema, @Nullable Object value) {
        try {
            return fault(compiled.computeIfAbsent(schema, JsonSchemas::compile), value);
        } catch (ApiError invalid) {
            return Optional.of("the schema is not valid: " + invalid.detail());
        } catch (SchemaException | StackOverflowError endless) {
            return Optional.of("the schema cannot be applied to this value");
        }
    }

    /** Number of schemas kept now. */
    synchronized int size() {
        return compiled.size();
    }

    /**
     * Refuses text that is not a schema with {@code schema-invalid}.
     *
     * @param path the field it was read from
     */
    public static void require(String schema, String path) {
        try {
            compile(schema);
        } catch (ApiError invalid) {
            throw ApiError.at(ErrorCode.SCHEMA_INVALID, path, "is not valid: " + invalid.detail());
        }
    }

    private static Validator compile(String text) {
        int bytes = CanonicalJson.utf8Length(text);
        if (bytes > Limits.SCHEMA_BYTES) {
            throw invalid("it must have at most " + Limits.SCHEMA_BYTES + " bytes, got " + bytes);
        }
        Object schema;
        try {
            schema = Json.decodeValue(text);
        } catch (DecodeException notJson) {
            throw invalid("it is not JSON");
        }
        if (schema instanceof Boolean all) {
            return Validator.create(JsonSchema.of(all), options());
        }
        if (!(schema instanceof JsonObject object)) {
            throw invalid("it must be an object or a boolean, got " + Shown.of(schema));
        }
        SchemaRules.require(object);
        metaFault(object).ifPresent(fault -> {
            throw invalid(fault);
        });
        try {
            var patterns = new LinearPatterns(object);
            Validator validator = Validator.create(JsonSchema.of(patterns.schema()), options(), patterns);
            probe(validator);
            return validator;
        } catch (SchemaException refused) {
            throw invalid(firstLine(refused.getMessage()));
        } catch (StackOverflowError endless) {
            throw invalid("it refers to itself without end");
        }
    }

    // What is wrong with references shows only when they are followed.
    private static void probe(Validator validator) {
        List<@Nullable Object> samples =
                Arrays.asList(new JsonObject(), new JsonArray(), "", 0, true, (@Nullable Object) null);
        for (Object sample : samples) {
            validate(validator, sample);
        }
    }

    private static ApiError invalid(String why) {
        return ApiError.of(ErrorCode.SCHEMA_INVALID, why);
    }

    private static JsonSchemaOptions options() {
        return new JsonSchemaOptions()
                .setBaseUri(BASE_URI)
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
    }

    // The validator writes into what it has compiled, so one thread at a time.
    private static Optional<String> metaFault(JsonObject schema) {
        synchronized (MetaSchema.VALIDATOR) {
            return fault(MetaSchema.VALIDATOR, schema);
        }
    }

    // JSON's null is a value the validator takes.
    @SuppressWarnings("NullAway")
    private static OutputUnit validate(Validator validator, @Nullable Object value) {
        return validator.validate(value);
    }

    private static Optional<String> fault(Validator validator, @Nullable Object value) {
        OutputUnit result = validate(validator, value);
        if (result.getValid()) {
            return Optional.empty();
        }
        List<OutputUnit> errors = result.getErrors();
        if (errors == null || errors.isEmpty()) {
            return Optional.of("no value is allowed here");
        }
        OutputUnit first = errors.get(0);
        // A fault of a part follows the fault of the whole that it is the reason of.
        for (int i = 1; i < errors.size() && isWhole(first) && isBelow(errors.get(i), first); i++) {
            first = errors.get(i);
        }
        return Optional.of(sentence(first));
    }

    private static boolean isWhole(OutputUnit unit) {
        String location = unit.getKeywordLocation();
        return !location.endsWith("/anyOf") && !location.endsWith("/oneOf") && !location.endsWith("/not");
    }

    private static boolean isBelow(OutputUnit part, OutputUnit whole) {
        return part.getKeywordLocation().startsWith(whole.getKeywordLocation() + "/")
                || part.getInstanceLocation().startsWith(whole.getInstanceLocation() + "/");
    }

    private static String sentence(OutputUnit unit) {
        StringBuilder path = new StringBuilder();
        for (String part : unit.getInstanceLocation().split("/")) {
            if (part.equals("#") || part.isEmpty()) {
                continue;
            }
            String name = part.replace("~1", "/").replace("~0", "~");
            if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                path.append('[').append(name).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        String error = firstLine(unit.getError());
        String fault = error.substring(0, 1).toLowerCase(Locale.ROOT)
                + error.substring(1).replace(". Expected", ", expected");
        return (path.isEmpty() ? "" : path + ": ") + fault;
    }

    private static String firstLine(@Nullable String text) {
        String line = text == null || text.isBlank()
                ? "not allowed"
                : text.lines().findFirst().orElse("not allowed");
        String whole = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return whole.length() > 300 ? whole.substring(0, 300) + ".." : whole;
    }

    /** The schema of schemas, read from the class path when the first schema is compiled. */
    private static final class MetaSchema {
        static final Validator VALIDATOR = load();

        private static Validator load() {
            SchemaRepository repository = SchemaRepository.create(options());
            for (String part : META_SCHEMA_PARTS) {
                String uri = "https://json-schema.org/draft/2020-12/" + part;
                repository.dereference(uri, JsonSchema.of(read("json-schema.org/draft/2020-12/" + part)));
            }
            return repository.validator(META_SCHEMA);
        }

        private static JsonObject read(String resource) {
            try (InputStream in = JsonSchema.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("not on the class path: " + resource);
                }
                return new JsonObject(Buffer.buffer(in.readAllBytes()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + resource, unreadable);
            }
        }
    }
}

package io.granger.hub.shape;

import io.granger.registry.MediaType;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a task as a client submits it. */
public final class TaskShape {
    private static final Set<String> TASK = Set.of(
            "pipeline",
            "steps",
            "goal",
            "input",
            "features",
            "priority",
            "deadlineMs",
            "key",
            "preset",
            "mode",
            "only",
            "avoid",
            "maxCost",
            "wait");
    private static final List<String> PRESETS =
            Arrays.stream(Preset.values()).map(Preset::word).toList();
    /** The priority of a task that does not say. */
    public static final int DEFAULT_PRIORITY = 3;

    private static final int FILE_CHARS = 4096;

    private TaskShape() {}

    /** The task in {@code body}; its goal may ask for chains as long as chains can be. */
    public static TaskRequest read(JsonObject body) {
        return read(body, Limits.CHAIN_STEPS);
    }

    /**
     * The task in {@code body}.
     *
     * @param maxSteps most steps a goal may ask for ({@code routing.maxSteps})
     */
    public static TaskRequest read(JsonObject body, int maxSteps) {
        Fields fields = Fields.strict(body, "", TASK);
        Optional<String> pipeline = fields.name("pipeline");
        Optional<Recipe> recipe = recipe(fields, maxSteps);
        requireOneWay(fields);
        JsonObject input = fields.required("input", fields.object("input"));
        String inputText = inputText(input);
        return new TaskRequest(
                pipeline,
                recipe,
                input,
                inputText,
                features(fields),
                (int) fields.whole("priority", 1, 5, DEFAULT_PRIORITY),
                deadlineMs(fields),
                fields.string("key").map(key -> IdempotencyKey.require(key, fields.path("key"))),
                fields.word("preset", PRESETS, Preset::of),
                fields.word("mode", List.of("auto", "heuristic"))
                        .filter("heuristic"::equals)
                        .isPresent(),
                fields.names("only", Limits.SPOKE_NAMES),
                fields.names("avoid", Limits.SPOKE_NAMES),
                fields.number("maxCost", 0, Double.MAX_VALUE),
                fields.flag("wait", false));
    }

    private static Optional<Recipe> recipe(Fields fields, int maxSteps) {
        Optional<Recipe> steps = fields.value("steps").map(value -> RecipeShape.steps(value, "steps"));
        return steps.isPresent() ? steps : fields.object("goal").map(goal -> RecipeShape.goal(goal, "goal", maxSteps));
    }

    private static void requireOneWay(Fields fields) {
        List<String> given = List.of("pipeline", "steps", "goal").stream()
                .filter(fields::has)
                .toList();
        if (given.isEmpty()) {
            throw ApiError.at(ErrorCode.MISSING_FIELD, "pipeline", "is required, or else steps or goal");
        }
        if (given.size() > 1) {
            throw fields.bad(given.get(1), "cannot be given together with " + given.get(0));
        }
    }

    private static String inputText(JsonObject input) {
        String text = CanonicalJson.text(input);
        int bytes = CanonicalJson.utf8Length(text);
        if (bytes > Limits.TASK_INPUT_BYTES) {
            throw ApiError.at(
                    ErrorCode.BODY_TOO_LARGE,
                    "input",
                    "must have at most " + Limits.TASK_INPUT_BYTES + " bytes, got " + bytes);
        }
        Object type = input.getValue("type");
        if (type != null && !(type instanceof String word && MediaType.isValid(word) && !MediaType.isPattern(word))) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE,
                    "input.type",
                    "must be a media type such as application/pdf, got " + Shown.of(type));
        }
        Object file = input.getValue("file");
        if (file != null) {
            String path = Fields.itemText(file, "input.file");
            if (path.isEmpty() || path.length() > FILE_CHARS) {
                throw ApiError.at(
                        ErrorCode.BAD_VALUE,
                        "input.file",
                        "must have 1 to " + FILE_CHARS + " characters, got " + path.length());
            }
            Names.requireText(path, "input.file", false);
        }
        return text;
    }

    private static Map<String, Object> features(Fields fields) {
        Optional<JsonObject> object = fields.object("features");
        if (object.isEmpty()) {
            return Map.of();
        }
        if (object.get().size() > Limits.FEATURES) {
            throw fields.bad(
                    "features",
                    "must have at most " + Limits.FEATURES + " entries, got "
                            + object.get().size());
        }
        Map<String, Object> features = new HashMap<>();
        for (Map.Entry<String, Object> entry : object.get()) {
            String path = "features." + entry.getKey();
            Names.requireFieldName(entry.getKey(), "features");
            Object value = entry.getValue();
            if (value instanceof Number number) {
                features.put(entry.getKey(), number.doubleValue());
            } else if (value instanceof CharSequence text && text.length() <= Limits.FEATURE_CHARS) {
                features.put(entry.getKey(), text.toString());
            } else if (value instanceof CharSequence text) {
                throw ApiError.at(
                        ErrorCode.BAD_VALUE,
                        path,
                        "must have at most " + Limits.FEATURE_CHARS + " characters, got " + text.length());
            } else if (value != null) {
                throw ApiError.at(ErrorCode.BAD_VALUE, path, "must be a number or a text, got " + Shown.of(value));
            }
        }
        return features;
    }

    private static OptionalLong deadlineMs(Fields fields) {
        return deadlineMs(fields, "deadlineMs");
    }

    /** A deadline within its bounds, else {@code deadline-out-of-range}; what is no whole number is {@code bad-value}. */
    static OptionalLong deadlineMs(Fields fields, String name) {
        OptionalLong given = fields.whole(name, Long.MIN_VALUE, Long.MAX_VALUE);
        if (given.isPresent()
                && (given.getAsLong() < Limits.DEADLINE_MIN_MS || given.getAsLong() > Limits.DEADLINE_MAX_MS)) {
            throw ApiError.at(
                    ErrorCode.DEADLINE_OUT_OF_RANGE,
                    fields.path(name),
                    "must be from " + Limits.DEADLINE_MIN_MS + " to " + Limits.DEADLINE_MAX_MS + " ms, got "
                            + given.getAsLong());
        }
        return given;
    }
}

package io.granger.hub.shape;

import io.granger.registry.MediaType;
import io.granger.registry.VersionRange;
import io.granger.task.Chain;
import io.granger.task.Recipe;
import io.granger.task.StepSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a task or a pipeline may be done: steps, alternatives of steps, or a goal. */
final class RecipeShape {
    private static final Set<String> STEP = Set.of("capability", "version", "optional", "timeoutMs", "verify");
    private static final Set<String> GOAL = Set.of("accepts", "produces", "maxSteps", "through");
    private static final int ALTERNATIVES = 1000;

    private RecipeShape() {}

    /** The one chain of a task that brings its own steps: a list of steps, or {@code a | b | c}. */
    static Recipe steps(Object value, String path) {
        return alternatives(List.of(chain(value, path)), path);
    }

    /** The chains of a pipeline, in order of preference. */
    static Recipe alternatives(Fields fields, String name) {
        String path = fields.path(name);
        List<Chain> chains = fields.list(name, 0, ALTERNATIVES, (item, at) -> {
                    if (item == null) {
                        throw ApiError.at(ErrorCode.BAD_VALUE, at, "must be a list of steps, got null");
                    }
                    return chain(item, at);
                })
                .orElse(List.of());
        return alternatives(chains, path);
    }

    private static Recipe alternatives(List<Chain> chains, String path) {
        try {
            return new Recipe.Alternatives(chains);
        } catch (IllegalArgumentException refused) {
            throw chainInvalid(path, Fields.sentence(refused));
        }
    }

    private static Chain chain(Object value, String path) {
        List<StepSpec> steps = new ArrayList<>();
        if (value instanceof CharSequence shorthand) {
            String[] labels = shorthand.toString().split("\\|", -1);
            requireLength(labels.length, path);
            for (int i = 0; i < labels.length; i++) {
                steps.add(step(labels[i].strip(), path + "[" + i + "]"));
            }
        } else if (value instanceof JsonArray array) {
            requireLength(array.size(), path);
            for (int i = 0; i < array.size(); i++) {
                steps.add(step(array.getValue(i), path + "[" + i + "]"));
            }
        } else {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE, path, "must be a list of steps or \"a | b | c\", got " + Shown.of(value));
        }
        return new Chain(steps);
    }

    private static void requireLength(int steps, String path) {
        if (steps < 1 || steps > Limits.CHAIN_STEPS) {
            throw chainInvalid(path, "must have 1 to " + Limits.CHAIN_STEPS + " steps, got " + steps);
        }
    }

    private static StepSpec step(@Nullable Object item, String path) {
        if (item instanceof CharSequence text) {
            return label(text.toString(), path);
        }
        Fields fields = Fields.strict(Fields.itemObject(item, path), path, STEP);
        return new StepSpec(
                fields.required("capability", fields.name("capability")),
                fields.parsed("version", 64, VersionRange::parse),
                fields.flag("optional", false),
                fields.whole("timeoutMs", 1, Limits.DEADLINE_MAX_MS),
                fields.name("verify"));
    }

    private static StepSpec label(String text, String path) {
        if (text.isEmpty()) {
            throw chainInvalid(path, "is an empty step");
        }
        int at = text.indexOf('@');
        Names.requireName(at < 0 ? text : text.substring(0, at), path);
        try {
            return StepSpec.parse(text);
        } catch (IllegalArgumentException refused) {
            throw ApiError.at(ErrorCode.BAD_VALUE, path, "is not valid: " + Fields.sentence(refused));
        }
    }

    /**
     * A goal.
     *
     * @param maxSteps most steps that may be asked for, and those of a goal that asks for no number
     */
    static Recipe goal(JsonObject goal, String path, int maxSteps) {
        Fields fields = Fields.strict(goal, path, GOAL);
        String accepts = fields.required("accepts", mediaType(fields, "accepts"));
        String produces = fields.required("produces", mediaType(fields, "produces"));
        int steps = (int) fields.whole("maxSteps", 1, maxSteps, maxSteps);
        List<String> through = fields.list(
                        "through",
                        0,
                        Limits.CHAIN_STEPS,
                        (item, at) -> Names.requireName(Fields.itemText(item, at), at))
                .orElse(List.of());
        try {
            return new Recipe.Goal(accepts, produces, steps, through);
        } catch (IllegalArgumentException refused) {
            throw chainInvalid(path, Fields.sentence(refused));
        }
    }

    /** A type or a pattern of types. */
    static Optional<String> mediaType(Fields fields, String name) {
        return fields.text(name, 255).map(type -> requireMediaType(type, fields.path(name)));
    }

    /** Refuses what is neither a type nor a pattern of types. */
    static String requireMediaType(String type, String path) {
        if (!MediaType.isValid(type)) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE,
                    path,
                    "must be a media type such as text/plain, text/* or */*, got " + Shown.of(type));
        }
        return type;
    }

    static ApiError chainInvalid(String path, String why) {
        return path.isEmpty()
                ? ApiError.of(ErrorCode.CHAIN_INVALID, why)
                : ApiError.at(ErrorCode.CHAIN_INVALID, path, "is not valid: " + why);
    }
}

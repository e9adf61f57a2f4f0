package io.granger.hub.shape;

import io.granger.registry.SemVer;
import io.granger.task.FeatureKind;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import io.granger.task.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a pipeline. */
public final class PipelineShape {
    private static final Set<String> PIPELINE =
            Set.of("name", "version", "accepts", "features", "alternatives", "goal", "deadlineMs", "mode", "share");
    private static final Set<String> FEATURE = Set.of("name", "kind");
    private static final List<String> KINDS =
            Arrays.stream(FeatureKind.values()).map(FeatureKind::word).toList();
    private static final List<String> MODES = List.of("heuristic", "shadow", "canary", "rl");

    private PipelineShape() {}

    /** The pipeline in {@code body}; its goal may ask for chains as long as chains can be. */
    public static Pipeline read(JsonObject body) {
        return read(body, Limits.CHAIN_STEPS);
    }

    /**
     * The pipeline in {@code body}.
     *
     * @param maxSteps most steps a goal may ask for ({@code routing.maxSteps})
     */
    public static Pipeline read(JsonObject body, int maxSteps) {
        Fields fields = Fields.strict(body, "", PIPELINE);
        String name = fields.required("name", fields.name("name"));
        SemVer version = fields.required("version", fields.parsed("version", 64, SemVer::parse));
        Recipe recipe = recipe(fields, maxSteps);
        Optional<String> accepts = RecipeShape.mediaType(fields, "accepts");
        String type = recipe instanceof Recipe.Goal goal
                ? accepts.orElse(goal.accepts())
                : fields.required("accepts", accepts);
        List<FeatureSpec> features = fields.list("features", 0, Limits.FEATURES, PipelineShape::feature)
                .orElse(List.of());
        OptionalLong deadlineMs = TaskShape.deadlineMs(fields, "deadlineMs");
        Optional<String> mode = fields.word("mode", MODES);
        OptionalDouble share = share(fields);
        try {
            return new Pipeline(name, version.toString(), type, features, recipe, deadlineMs, mode, share);
        } catch (IllegalArgumentException refused) {
            throw RecipeShape.chainInvalid("", "pipeline " + name + ": " + Fields.sentence(refused));
        }
    }

    private static Recipe recipe(Fields fields, int maxSteps) {
        Optional<JsonObject> goal = fields.object("goal");
        if (goal.isPresent() && fields.has("alternatives")) {
            throw fields.bad("goal", "cannot be given together with alternatives");
        }
        if (goal.isPresent()) {
            return RecipeShape.goal(goal.get(), fields.path("goal"), maxSteps);
        }
        if (!fields.has("alternatives")) {
            throw ApiError.at(ErrorCode.MISSING_FIELD, "alternatives", "is required, or else goal");
        }
        return RecipeShape.alternatives(fields, "alternatives");
    }

    private static FeatureSpec feature(@Nullable Object item, String path) {
        Fields fields = Fields.strict(Fields.itemObject(item, path), path, FEATURE);
        String name = fields.required("name", fields.text("name", 64));
        Names.requireFieldName(name, fields.path("name"));
        try {
            return new FeatureSpec(name, fields.required("kind", fields.word("kind", KINDS, FeatureKind::of)));
        } catch (IllegalArgumentException refused) {
            throw ApiError.at(ErrorCode.BAD_NAME, fields.path("name"), "is not valid: " + Fields.sentence(refused));
        }
    }

    private static OptionalDouble share(Fields fields) {
        return share(fields, "share", 1);
    }

    /** A share from 0 to {@code max}, else {@code share-out-of-range}; what is no number is {@code bad-value}. */
    static OptionalDouble share(Fields fields, String name, double max) {
        OptionalDouble share = fields.number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
        if (share.isPresent() && (share.getAsDouble() < 0 || share.getAsDouble() > max)) {
            throw ApiError.at(
                    ErrorCode.SHARE_OUT_OF_RANGE,
                    fields.path(name),
                    "must be from 0 to " + CanonicalJson.text(max) + ", got "
                            + CanonicalJson.text(share.getAsDouble()));
        }
        return share;
    }
}

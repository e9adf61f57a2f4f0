package io.granger.hub.shape;

import io.granger.task.FeatureKind;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the features of a task against what its pipeline declares; one that is declared and absent is just missing. */
public final class FeatureCheck {
    private FeatureCheck() {}

    /**
     * Refuses a feature that is not declared ({@code unknown-field}), of the wrong kind ({@code bad-value}) or not
     * finite ({@code number-not-finite}).
     *
     * @param features by name, each a Double or a String
     */
    public static void check(Pipeline pipeline, Map<String, Object> features) {
        for (Map.Entry<String, Object> feature : features.entrySet()) {
            String name = feature.getKey();
            FeatureSpec spec = declared(pipeline, name);
            Object value = feature.getValue();
            if (spec.kind() == FeatureKind.NUMERIC) {
                if (!(value instanceof Double number)) {
                    throw ApiError.at(
                            ErrorCode.BAD_VALUE, path(name), "must be a number as declared, got " + Shown.of(value));
                }
                if (!Double.isFinite(number)) {
                    throw ApiError.at(
                            ErrorCode.NUMBER_NOT_FINITE, path(name), "must be a finite number, got " + Shown.of(value));
                }
            } else if (!(value instanceof String)) {
                throw ApiError.at(
                        ErrorCode.BAD_VALUE,
                        path(name),
                        "must be a text (" + spec.kind().word() + ") as declared, got " + Shown.of(value));
            }
        }
    }

    private static FeatureSpec declared(Pipeline pipeline, String name) {
        for (FeatureSpec declared : pipeline.features()) {
            if (declared.name().equals(name)) {
                return declared;
            }
        }
        throw undeclared(pipeline, name);
    }

    private static String path(String name) {
        return "features." + name;
    }

    private static ApiError undeclared(Pipeline pipeline, String name) {
        List<String> declared =
                pipeline.features().stream().map(FeatureSpec::name).sorted().toList();
        Optional<String> nearest = Nearest.of(name, declared);
        String hint = declared.isEmpty()
                ? "which declares none"
                : nearest.map(word -> "did you mean \"" + word + "\"?")
                        .orElse("which declares " + String.join(", ", declared));
        return ApiError.at(
                        ErrorCode.UNKNOWN_FIELD,
                        path(name),
                        "is not a feature of pipeline " + pipeline.name() + ", " + hint)
                .nearest(nearest.orElse(null));
    }
}

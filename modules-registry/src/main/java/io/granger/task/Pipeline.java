package io.granger.task;

import io.granger.registry.MediaType;
import io.granger.registry.SemVer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A recipe with a name: what kind of task it takes, what is known about one, and how it may be done.
 *
 * @param version semantic version of the definition
 * @param accepts type or pattern of its tasks when a task names no type
 * @param features what a task may tell about itself, at most 64, names unique
 * @param deadlineMs time of a task that names none; empty = the hub's default
 * @param mode routing mode of this pipeline: heuristic, shadow, canary or rl; empty = the hub's
 * @param share share of treatment, in [0, 1]; empty = the hub's
 */
public record Pipeline(
        String name,
        String version,
        String accepts,
        List<FeatureSpec> features,
        Recipe recipe,
        OptionalLong deadlineMs,
        Optional<String> mode,
        OptionalDouble share) {
    /** Longest deadline of a task: one week. */
    public static final long DEADLINE_MS_MAX = 604_800_000;

    private static final int FEATURES_MAX = 64;
    private static final Set<String> MODES = Set.of("heuristic", "shadow", "canary", "rl");

    public Pipeline {
        NameRule.check("pipeline name", name);
        SemVer.parse(version);
        MediaType.check("accepts", accepts);
        features = List.copyOf(features);
        Bounds.between("number of features", features.size(), 0, FEATURES_MAX);
        Set<String> names = new HashSet<>();
        for (FeatureSpec feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("duplicate feature " + NameRule.shown(feature.name()));
            }
        }
        deadlineMs.ifPresent(ms -> Bounds.between("deadlineMs", ms, 1, DEADLINE_MS_MAX));
        if (mode.isPresent() && !MODES.contains(mode.get())) {
            throw new IllegalArgumentException(
                    "mode must be heuristic, shadow, canary or rl, was " + NameRule.shown(mode.get()));
        }
        share.ifPresent(value -> Bounds.between("share", value, 0, 1));
    }

    /** A pipeline without features and settings of its own. */
    public static Pipeline of(String name, String version, String accepts, Recipe recipe) {
        return new Pipeline(
                name,
                version,
                accepts,
                List.of(),
                recipe,
                OptionalLong.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    /** The pipeline of tasks that bring their own recipe: named {@code adhoc-} and 12 hex digits of its hash. */
    public static Pipeline adHoc(Recipe recipe) {
        String accepts = recipe instanceof Recipe.Goal goal ? goal.accepts() : MediaType.ANY;
        return of("adhoc-" + hash(recipe.canonical()).substring(0, 12), "1.0.0", accepts, recipe);
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.granger.task;

import java.util.regex.Pattern;

/** A feature of its tasks that a pipeline declares; the name matches {@code [A-Za-z0-9_][A-Za-z0-9_.-]{0,62}}. */
public record FeatureSpec(String name, FeatureKind kind) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    public FeatureSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "feature name must match " + NAME.pattern() + ", was " + NameRule.shown(name));
        }
    }
}

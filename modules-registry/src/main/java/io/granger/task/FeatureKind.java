package io.granger.task;

import java.util.Locale;
import java.util.Optional;

/** What values a declared feature of a task has. */
public enum FeatureKind {
    /** A finite number. */
    NUMERIC,
    /** One of a set of words. */
    CATEGORY,
    /** Free text, seen as a bag of tokens. */
    TEXT;

    /** The word used in pipelines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word, or empty. */
    public static Optional<FeatureKind> of(String word) {
        for (FeatureKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}

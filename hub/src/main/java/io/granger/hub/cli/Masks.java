package io.granger.hub.cli;

import java.util.Map;

/** The masks of a decision in plain words. */
final class Masks {
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("capability", "does not offer the capability"),
            Map.entry("type", "does not accept this type of data"),
            Map.entry("schema", "the data does not fit its input schema"),
            Map.entry("version", "its version is outside the step's range"),
            Map.entry("lease", "its lease ran out"),
            Map.entry("draining", "it is draining"),
            Map.entry("authorisation", "it is not authorised"),
            Map.entry("effects", "repeating it could do harm twice"),
            Map.entry("budget", "the budget does not allow it"),
            Map.entry("only", "the task names other spokes"),
            Map.entry("avoid", "the task avoids it"),
            Map.entry("tried", "it was tried and failed"),
            Map.entry("not-retryable", "the failure would repeat"),
            Map.entry("attempts", "tried often enough"),
            Map.entry("not-optional", "the step may not be skipped"),
            Map.entry("others-left", "something else can still be tried"),
            Map.entry("schema-misfit", "its steps do not join by type"),
            Map.entry("no-spoke", "no spoke can serve it now"),
            Map.entry("concurrency", "all its slots are busy"),
            Map.entry("breaker", "its breaker is open"));

    private Masks() {}

    /** The sentence for a mask's word, with the word itself, as rows and metrics show it. */
    static String reason(String word) {
        String reason = REASONS.get(word);
        return reason == null ? Wording.plain(word.isEmpty() ? "masked" : word) : reason + " (" + word + ")";
    }
}

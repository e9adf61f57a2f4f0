package io.granger.hub.train;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * What the off-policy gate said of one version: whether it may be promoted without an override.
 *
 * @param version the policy's package hash
 * @param verdict the word for it; {@link Verdict#PASSED} alone opens the gate
 * @param reasons a sentence for each rule that kept it shut; empty when it passed
 * @param atMs when it was judged
 */
public record GateReport(String version, Verdict verdict, List<String> reasons, long atMs) {

    /** How the gate may answer. */
    public enum Verdict {
        /** Every rule held. */
        PASSED("passed"),
        /** A rule was broken. */
        FAILED("failed"),
        /** No rule was broken as far as could be seen, and too little could be seen. */
        INSUFFICIENT("insufficient-data");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** The word used in reports. */
        public String word() {
            return word;
        }

        private static Verdict of(String word) {
            for (Verdict each : values()) {
                if (each.word.equals(word)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("verdict must be passed, failed or insufficient-data, is " + word);
        }
    }

    /** Refuses a pass with reasons against it and a refusal without any. */
    public GateReport {
        reasons = List.copyOf(reasons);
        if ((verdict == Verdict.PASSED) != reasons.isEmpty()) {
            throw new IllegalArgumentException(
                    "a gate must have reasons exactly when it was not passed, " + verdict.word() + " has " + reasons);
        }
    }

    /** Whether the version may be promoted without an override. */
    public boolean passed() {
        return verdict == Verdict.PASSED;
    }

    /** As stored beside the package, in the field {@code gate} of {@code evaluation.json}, and as shown. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("version", version)
                .put("verdict", verdict.word())
                .put("passed", passed())
                .put("reasons", new JsonArray(reasons))
                .put("at", Instant.ofEpochMilli(atMs).toString());
    }

    /** What {@link #toJson} wrote; anything else is an {@link IllegalArgumentException}. */
    public static GateReport of(JsonObject json) {
        try {
            return new GateReport(
                    json.getString("version", ""),
                    Verdict.of(json.getString("verdict", "")),
                    json.getJsonArray("reasons", new JsonArray()).stream()
                            .map(String.class::cast)
                            .toList(),
                    Instant.parse(json.getString("at", "")).toEpochMilli());
        } catch (ClassCastException | java.time.format.DateTimeParseException damaged) {
            throw new IllegalArgumentException("gate report is damaged: " + damaged.getMessage(), damaged);
        }
    }
}

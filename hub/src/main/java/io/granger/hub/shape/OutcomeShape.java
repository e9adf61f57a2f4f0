package io.granger.hub.shape;

import io.granger.routing.RewardParts;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads what became known about a task or a decision after it ended. */
public final class OutcomeShape {
    private static final Set<String> OUTCOME = Set.of("taskId", "decisionId", "score", "parts", "source", "key");
    private static final Set<String> PARTS = Set.of("success", "latency", "quality", "cost");

    /** What the hub itself says under: whoever took such a name and key first would keep the hub's own word from counting. */
    private static final Set<String> OWN_SOURCES = Set.of("verifier", "late");

    private OutcomeShape() {}

    /**
     * An outcome; exactly one of the two ids is present, and a score or parts or both.
     *
     * @param score how good the result was, in [0, 1]
     * @param source who says so, 1 to 64 characters
     * @param key tells outcomes of one source apart, 1 to 128 characters; the same key counts once
     */
    public record Outcome(
            Optional<String> taskId,
            Optional<String> decisionId,
            OptionalDouble score,
            RewardParts parts,
            String source,
            String key) {}

    /** Reads {@code {"taskId" or "decisionId","score"?,"parts"?,"source","key"}}. */
    public static Outcome read(JsonObject body) {
        Fields fields = Fields.strict(body, "", OUTCOME);
        TaskCalls.Decisions about = TaskCalls.oneOf(fields);
        OptionalDouble score = fields.number("score", 0, 1);
        RewardParts parts = parts(fields);
        if (score.isEmpty() && parts.equals(RewardParts.NONE)) {
            throw ApiError.at(ErrorCode.MISSING_FIELD, "score", "is required, or else parts");
        }
        return new Outcome(
                about.taskId(),
                about.decisionId(),
                score,
                parts,
                source(fields),
                fields.required("key", fields.text("key", 128)));
    }

    private static String source(Fields fields) {
        String source = fields.required("source", fields.text("source", 64));
        if (OWN_SOURCES.contains(source)) {
            throw ApiError.at(ErrorCode.BAD_VALUE, "source", "must not be '" + source + "': the hub itself says so");
        }
        return source;
    }

    private static RewardParts parts(Fields fields) {
        Optional<JsonObject> object = fields.object("parts");
        if (object.isEmpty()) {
            return RewardParts.NONE;
        }
        Fields parts = Fields.strict(object.get(), fields.path("parts"), PARTS);
        return new RewardParts(
                parts.number("success", 0, 1),
                parts.number("latency", 0, 1),
                parts.number("quality", 0, 1),
                parts.number("cost", 0, 1));
    }
}

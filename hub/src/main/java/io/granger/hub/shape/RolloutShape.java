package io.granger.hub.shape;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** Reads how an operator promotes a policy or takes it back. */
public final class RolloutShape {
    private static final int VERSION_CHARS = 128;

    private RolloutShape() {}

    /**
     * A promotion or a rollback.
     *
     * @param version the policy
     * @param pipeline the pipeline it is for; empty = all
     * @param reason why, for the audit; empty only where a gate vouches
     * @param override whether the operator takes it upon himself where a gate or a cooldown stands in the way
     */
    public record Asked(String version, Optional<String> pipeline, String reason, boolean override) {}

    /** Reads {@code {"version","pipeline"?,"reason"?,"override"?}}; an override needs a reason. */
    public static Asked promote(JsonObject body) {
        Fields fields = Fields.strict(body, "", Set.of("version", "pipeline", "reason", "override"));
        boolean override = fields.flag("override", false);
        Optional<String> reason = fields.lines("reason", Limits.SENTENCE_CHARS);
        return new Asked(
                version(fields),
                fields.name("pipeline"),
                override ? fields.required("reason", reason) : reason.orElse("no reason given"),
                override);
    }

    /** Reads {@code {"version","pipeline"?,"reason"}}. */
    public static Asked rollback(JsonObject body) {
        Fields fields = Fields.strict(body, "", Set.of("version", "pipeline", "reason"));
        return new Asked(
                version(fields),
                fields.name("pipeline"),
                fields.required("reason", fields.lines("reason", Limits.SENTENCE_CHARS)),
                false);
    }

    private static String version(Fields fields) {
        return fields.required("version", fields.text("version", VERSION_CHARS));
    }
}

package io.granger.hub.shape;

import io.granger.routing.RoutingMode;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads how an operator sets the routing mode. */
public final class RoutingShape {
    private static final Set<String> SET = Set.of("mode", "share", "pipeline", "reason", "override", "resume");
    private static final List<String> MODES =
            Arrays.stream(RoutingMode.values()).map(RoutingMode::word).toList();

    private RoutingShape() {}

    /**
     * A change of the routing mode.
     *
     * @param mode empty only when {@code resume} is all that is asked for
     * @param share share of treatment of a canary; empty = as it was
     * @param pipeline the pipeline it is for; empty = all
     * @param reason why, for the audit
     * @param override whether the operator takes it upon himself where a gate would be asked
     * @param resume whether a stop ends
     */
    public record Setting(
            Optional<RoutingMode> mode,
            OptionalDouble share,
            Optional<String> pipeline,
            String reason,
            boolean override,
            boolean resume) {}

    /**
     * Reads {@code {"mode","share"?,"pipeline"?,"reason","override"?,"resume"?}}.
     *
     * @param holdout the share that stays with the heuristic for ever; no share may be above 1 less it
     */
    public static Setting read(JsonObject body, double holdout) {
        Fields fields = Fields.strict(body, "", SET);
        boolean resume = fields.flag("resume", false);
        Optional<RoutingMode> mode = fields.word("mode", MODES, RoutingMode::of);
        if (mode.isEmpty() && !resume) {
            throw ApiError.at(ErrorCode.MISSING_FIELD, "mode", "is required, or else resume");
        }
        OptionalDouble share = PipelineShape.share(fields, "share", 1 - holdout);
        if (share.isPresent() && !mode.equals(Optional.of(RoutingMode.CANARY))) {
            throw fields.bad("share", "goes with mode canary only");
        }
        return new Setting(
                mode, share, fields.name("pipeline"), reason(fields), fields.flag("override", false), resume);
    }

    /** Reads {@code {"reason"}} of a stop. */
    public static String stop(JsonObject body) {
        return reason(Fields.strict(body, "", Set.of("reason")));
    }

    private static String reason(Fields fields) {
        return fields.required("reason", fields.lines("reason", Limits.SENTENCE_CHARS));
    }
}

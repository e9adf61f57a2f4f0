package io.granger.hub.shape;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** Reads what a person says about a step that waits for a decision. */
public final class ResolveShape {
    private ResolveShape() {}

    /** What became of the step's work. */
    public sealed interface Resolution {
        /** It was done, and this came of it. */
        record Done(JsonObject output) implements Resolution {}

        /** It was not done; {@code redo} says whether it shall be tried again. */
        record NotDone(boolean redo) implements Resolution {}
    }

    /** A resolution of the waiting step of a task. */
    public record Resolve(String taskId, Resolution resolution) {}

    /** Reads {@code {"taskId","done":true,"output":{..}}} or {@code {"taskId","done":false,"redo":bool}}. */
    public static Resolve read(JsonObject body) {
        Fields fields = Fields.strict(body, "", Set.of("taskId", "done", "output", "redo"));
        String taskId = fields.required("taskId", fields.text("taskId", 128));
        boolean done = fields.required(
                "done", fields.has("done") ? Optional.of(fields.flag("done", false)) : Optional.empty());
        if (done) {
            if (fields.has("redo")) {
                throw fields.bad("redo", "cannot be given when done is true");
            }
            JsonObject output = fields.required("output", fields.object("output"));
            int bytes = CanonicalJson.compactLength(output);
            if (bytes > Limits.STEP_OUTPUT_BYTES) {
                throw ApiError.at(
                        ErrorCode.BODY_TOO_LARGE,
                        "output",
                        "must have at most " + Limits.STEP_OUTPUT_BYTES + " bytes, got " + bytes);
            }
            return new Resolve(taskId, new Resolution.Done(output));
        }
        if (fields.has("output")) {
            throw fields.bad("output", "cannot be given when done is false");
        }
        return new Resolve(taskId, new Resolution.NotDone(fields.flag("redo", false)));
    }
}

package io.granger.hub.shape;

import io.granger.task.FailureClass;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what a spoke answers to a call; a bad answer is a failed step, never an exception. */
public final class AnswerShape {
    private static final Set<String> ANSWER = Set.of("output", "quality", "cost", "error");
    private static final Set<String> ERROR = Set.of("class", "message", "retryable");
    private static final List<String> CLASSES =
            Arrays.stream(FailureClass.values()).map(FailureClass::word).toList();

    private AnswerShape() {}

    /** The answer in {@code body}; unknown fields are passed over. */
    public static SpokeAnswer read(@Nullable Object body) {
        return read(body, name -> {});
    }

    /**
     * The answer in {@code body}.
     *
     * @param ignored is told the name of each field that is not known
     */
    public static SpokeAnswer read(@Nullable Object body, Consumer<String> ignored) {
        try {
            JsonObject answer = StrictJson.check(body);
            Fields fields = Fields.lenient(answer, "", ANSWER, ignored);
            Optional<JsonObject> error = fields.object("error");
            Optional<JsonObject> output = fields.object("output");
            if (error.isPresent() == output.isPresent()) {
                return malformed(
                        error.isPresent() ? "it has both output and error" : "it has neither output nor error");
            }
            return error.isPresent() ? error(error.get(), ignored) : output(output.orElseThrow(), fields);
        } catch (ApiError bad) {
            return malformed(bad.getMessage());
        }
    }

    private static SpokeAnswer output(JsonObject output, Fields fields) {
        OptionalDouble quality = fields.number("quality", 0, 1);
        OptionalDouble cost = fields.number("cost", 0, Double.MAX_VALUE);
        String text = output.encode();
        int bytes = CanonicalJson.utf8Length(text);
        if (bytes > Limits.STEP_OUTPUT_BYTES) {
            return malformed("output must have at most " + Limits.STEP_OUTPUT_BYTES + " bytes, got " + bytes);
        }
        return new SpokeAnswer.Output(output, text, quality, cost);
    }

    private static SpokeAnswer error(JsonObject error, Consumer<String> ignored) {
        Fields fields = Fields.lenient(error, "error", ERROR, ignored);
        FailureClass failureClass = fields.required("class", fields.word("class", CLASSES, FailureClass::of));
        String message = fields.string("message").map(AnswerShape::line).orElse("no message");
        return new SpokeAnswer.Error(
                failureClass, message, fields.flag("retryable", failureClass != FailureClass.INVALID_INPUT));
    }

    // Not retryable: the same spoke would most likely answer so again, while another may not.
    private static SpokeAnswer malformed(String why) {
        return new SpokeAnswer.Error(FailureClass.INTERNAL, "the answer is malformed: " + line(why), false, false);
    }

    /**
     * What a failed request to a spoke means: nobody listening is {@code unavailable}, no answer {@code timeout}, {@code
     * fail(400..499, m)} {@code invalid-input} and not retryable, all else {@code internal} and retryable.
     */
    public static SpokeAnswer.Error failure(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return new SpokeAnswer.Error(FailureClass.INTERNAL, line(String.valueOf(failure.getMessage())), true);
        }
        String message = line(String.valueOf(reply.getMessage()));
        return switch (reply.failureType()) {
            case NO_HANDLERS -> new SpokeAnswer.Error(FailureClass.UNAVAILABLE, "nobody listens at its address", true);
            case TIMEOUT -> new SpokeAnswer.Error(FailureClass.TIMEOUT, "no answer in time", true);
            default ->
                reply.failureCode() >= 400 && reply.failureCode() <= 499
                        ? new SpokeAnswer.Error(FailureClass.INVALID_INPUT, message, false)
                        : new SpokeAnswer.Error(FailureClass.INTERNAL, message, true);
        };
    }

    // A spoke in trouble still gets its word kept, as one line of bounded length.
    private static String line(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < Limits.SENTENCE_CHARS; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
        }
        return out.toString();
    }
}

package io.granger.hub.shape;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the words of the error contract: a code, one sentence, and where it applies the field it is about.
 *
 * <p>Carries no stack trace, so that throwing one costs little and none can leak to a client. Immutable but for its text, which is
 * written once and kept.
 */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;
    private final String detail;
    private final @Nullable String nearest;
    private final @Nullable Long retryAfterSeconds;
    private @Nullable String text;

    private ApiError(
            ErrorCode code,
            @Nullable String field,
            String detail,
            @Nullable String nearest,
            @Nullable Long retryAfterSeconds) {
        super(field == null ? detail : field + " " + detail, null, false, false);
        this.code = code;
        this.field = field;
        this.detail = detail;
        this.nearest = nearest;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The same as {@link #of(ErrorCode, String)}. */
    public ApiError(ErrorCode code, String message) {
        this(code, null, message, null, null);
    }

    /** An error about the request as a whole; {@code message} is the sentence. */
    public static ApiError of(ErrorCode code, String message) {
        return new ApiError(code, null, message, null, null);
    }

    /**
     * An error about one field.
     *
     * @param field path of the field, such as {@code steps[1].timeoutMs}
     * @param detail the sentence without its subject: the message is the path followed by it
     */
    public static ApiError at(ErrorCode code, String field, String detail) {
        return new ApiError(code, field, detail, null, null);
    }

    /** The error that {@code failure} is, or stands for: one that came back over the bus is read again, any other is {@code internal}. */
    public static ApiError of(Throwable failure) {
        if (failure instanceof ApiError error) {
            return error;
        }
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return read(reply.getMessage()).orElseGet(() -> unexpected(failure));
        }
        return unexpected(failure);
    }

    /** The error written in {@code text} by {@link #toJson()}, or empty when it is none. */
    public static Optional<ApiError> read(@Nullable String text) {
        if (text == null || !text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            if (!(new JsonObject(text).getValue("error") instanceof JsonObject error)
                    || !(error.getValue("code") instanceof String word)
                    || !(error.getValue("message") instanceof String message)) {
                return Optional.empty();
            }
            String field = error.getValue("field") instanceof String path ? path : null;
            String detail =
                    field != null && message.startsWith(field + " ") ? message.substring(field.length() + 1) : message;
            Long retryAfter = error.getValue("retryAfter") instanceof Number seconds ? seconds.longValue() : null;
            return ErrorCode.of(word).map(code -> new ApiError(code, field, detail, null, retryAfter));
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    // What went wrong inside is for the log of whoever caught it, not for the client.
    private static ApiError unexpected(Throwable failure) {
        return of(ErrorCode.INTERNAL, "unexpected " + failure.getClass().getSimpleName());
    }

    /** The same error with the number of seconds after which it is worth another try. */
    public ApiError retryAfter(long seconds) {
        return new ApiError(code, field, detail, nearest, seconds);
    }

    /** The same error naming the known word that comes closest to the unknown one. */
    ApiError nearest(@Nullable String known) {
        return new ApiError(code, field, detail, known, retryAfterSeconds);
    }

    /** The same error seen from one level up: its field is found below {@code parent}. */
    ApiError under(String parent) {
        String path = field == null ? parent : field.startsWith("[") ? parent + field : parent + "." + field;
        return new ApiError(code, path, detail, nearest, retryAfterSeconds);
    }

    /** The code. */
    public ErrorCode code() {
        return code;
    }

    /** HTTP status of the code. */
    public int status() {
        return code.status();
    }

    /** The sentence; never null. */
    @Override
    public String getMessage() {
        return field == null ? detail : field + " " + detail;
    }

    /** Path of the field the error is about. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** The sentence without the field it starts with. */
    public String detail() {
        return detail;
    }

    /** The known word that comes closest, for an unknown one. */
    public Optional<String> nearest() {
        return Optional.ofNullable(nearest);
    }

    /** Seconds after which another try makes sense. */
    public Optional<Long> retryAfterSeconds() {
        return Optional.ofNullable(retryAfterSeconds);
    }

    /** {@code {"error":{"code","message","field"?,"retryAfter"?}}}. */
    public JsonObject toJson() {
        JsonObject error = new JsonObject().put("code", code.word()).put("message", getMessage());
        if (field != null) {
            error.put("field", field);
        }
        if (retryAfterSeconds != null) {
            error.put("retryAfter", retryAfterSeconds);
        }
        return new JsonObject().put("error", error);
    }

    /** {@link #toJson()} as text: what a request over the event bus fails with. */
    public String toText() {
        String written = text;
        if (written == null) {
            // Two threads may both write it; it is the same text.
            written = toJson().encode();
            text = written;
        }
        return written;
    }

    /** The body of an {@code application/problem+json} answer (RFC 9457). */
    public JsonObject toProblem() {
        JsonObject problem = new JsonObject()
                .put("type", "urn:granger:error:" + code.word())
                .put("title", code.title())
                .put("status", code.status())
                .put("code", code.word())
                .put("detail", getMessage());
        if (field != null) {
            problem.put("field", field);
        }
        return problem;
    }

    /** What a request over the event bus fails with: the status as failure code, {@link #toText()} as message. */
    public ReplyException toReply() {
        return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code.status(), toText());
    }
}

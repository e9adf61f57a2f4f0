package io.granger.hub.shape;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A code of the error contract with the HTTP status it travels under; on the event bus the status is the failure code.
 */
public enum ErrorCode {
    JSON_SYNTAX("json-syntax", 400, "Not well-formed JSON"),
    BODY_REQUIRED("body-required", 400, "A JSON body is required"),
    JSON_TOO_DEEP("json-too-deep", 400, "JSON nested too deeply"),
    DUPLICATE_KEY("duplicate-key", 400, "A key occurs twice in one object"),
    NUMBER_NOT_FINITE("number-not-finite", 400, "A number is not finite"),
    UNKNOWN_FIELD("unknown-field", 400, "Unknown field"),
    MISSING_FIELD("missing-field", 400, "Missing field"),
    BAD_VALUE("bad-value", 400, "Bad value"),
    BAD_NAME("bad-name", 400, "Bad name"),
    BAD_TEXT("bad-text", 400, "Text with characters that are not allowed"),
    BAD_IDEMPOTENCY_KEY("bad-idempotency-key", 400, "Bad idempotency key"),

    TOKEN_REQUIRED("token-required", 401, "A token is required"),
    TOKEN_INVALID("token-invalid", 401, "The token is not valid"),

    NEEDS_ROLE("needs-role", 403, "The token lacks a role"),
    NAME_OWNED("name-owned", 403, "The name belongs to another owner"),
    NOT_YOUR_ATTEMPT("not-your-attempt", 403, "The attempt belongs to another spoke"),
    FILE_NOT_ALLOWED("file-not-allowed", 403, "File not allowed"),
    BAD_ORIGIN("bad-origin", 403, "Host or origin not allowed"),

    TASK_UNKNOWN("task-unknown", 404, "Unknown task"),
    SPOKE_UNKNOWN("spoke-unknown", 404, "Unknown spoke"),
    PIPELINE_UNKNOWN("pipeline-unknown", 404, "Unknown pipeline"),
    DECISION_UNKNOWN("decision-unknown", 404, "Unknown decision"),
    POLICY_UNKNOWN("policy-unknown", 404, "Unknown policy"),
    NOT_FOUND("not-found", 404, "Not found"),

    SPOKE_NAME_TAKEN("spoke-name-taken", 409, "The spoke name is taken"),
    IDEMPOTENCY_CONFLICT("idempotency-conflict", 409, "The idempotency key was used with another body"),
    TASK_NOT_OPEN("task-not-open", 409, "The task is not open"),
    GATE_NOT_PASSED("gate-not-passed", 409, "The gate was not passed"),
    PIPELINE_EXISTS("pipeline-exists", 409, "The pipeline exists"),

    BODY_TOO_LARGE("body-too-large", 413, "Body too large"),
    CONTENT_TYPE("content-type", 415, "Content type not supported"),

    CAPABILITY_UNKNOWN("capability-unknown", 422, "Unknown capability"),
    NO_CHAIN("no-chain", 422, "No chain reaches the goal"),
    CHAIN_INVALID("chain-invalid", 422, "The chain is not valid"),
    SCHEMA_INVALID("schema-invalid", 422, "The JSON Schema is not valid"),
    INPUT_MISMATCH("input-mismatch", 422, "The input does not match its schema"),
    DEADLINE_OUT_OF_RANGE("deadline-out-of-range", 422, "Deadline out of range"),
    SHARE_OUT_OF_RANGE("share-out-of-range", 422, "Share out of range"),
    TOO_MANY_CHAINS("too-many-chains", 422, "Too many chains"),
    POLICY_REJECTED("policy-rejected", 422, "The policy was rejected"),

    REGISTRATION_QUOTA("registration-quota", 429, "Too many registrations"),

    INTERNAL("internal", 500, "The hub failed"),

    OVERLOADED("overloaded", 503, "The hub is overloaded"),
    NO_QUORUM("no-quorum", 503, "Too few hubs can be reached"),
    OUTCOME_UNKNOWN("outcome-unknown", 503, "Whether it was done is not known"),
    STOPPING("stopping", 503, "The hub is stopping"),

    STORE_FULL("store-full", 507, "The store takes no more");

    private static final Map<String, ErrorCode> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::word, Function.identity()));

    private final String word;
    private final int status;
    private final String title;

    ErrorCode(String word, int status, String title) {
        this.word = word;
        this.status = status;
        this.title = title;
    }

    /** The code as it is written in answers, such as {@code unknown-field}. */
    public String word() {
        return word;
    }

    /** HTTP status, and failure code on the event bus. */
    public int status() {
        return status;
    }

    /** What the code means, in a few words that never change from case to case. */
    public String title() {
        return title;
    }

    /** The code written as {@code word}, or empty when there is none. */
    public static Optional<ErrorCode> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}

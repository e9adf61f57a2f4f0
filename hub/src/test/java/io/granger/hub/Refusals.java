package io.granger.hub;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wrong requests that both doors must refuse alike, and what with. */
final class Refusals {
    private static final String LONG = "x".repeat(300_000);

    private Refusals() {}

    /**
     * One wrong request.
     *
     * @param says a pattern that the message must contain
     * @param body what the bus gets; over HTTP a path says the ids, and the body is {@code httpBody}
     */
    record Refusal(
            String code,
            int status,
            @Nullable String field,
            String says,
            String operation,
            String body,
            String method,
            String path,
            String httpBody,
            Map<String, String> headers) {

        Refusal key(String key) {
            return new Refusal(
                    code, status, field, says, operation, body, method, path, httpBody, Map.of("idempotency-key", key));
        }

        @Override
        public String toString() {
            return code + " " + operation + " " + (body.length() > 80 ? body.substring(0, 80) + ".." : body);
        }
    }

    private static Refusal submit(String code, int status, @Nullable String field, String says, String body) {
        return new Refusal(code, status, field, says, "tasks.submit", body, "POST", "/v1/tasks", body, Map.of());
    }

    private static Refusal routing(String code, int status, @Nullable String field, String says, String body) {
        return new Refusal(code, status, field, says, "routing.set", body, "PUT", "/v1/routing", body, Map.of());
    }

    private static Refusal at(
            String code, int status, String says, String operation, String body, String method, String path) {
        return new Refusal(code, status, null, says, operation, body, method, path, "", Map.of());
    }

    private static Refusal at(Refusal refusal, String httpBody, @Nullable String field) {
        return new Refusal(
                refusal.code,
                refusal.status,
                field,
                refusal.says,
                refusal.operation,
                refusal.body,
                refusal.method,
                refusal.path,
                httpBody,
                refusal.headers);
    }

    static Stream<Refusal> shapes() {
        var deep = "{\"input\":" + "[".repeat(40) + "]".repeat(40) + "}";
        return Stream.of(
                submit("json-syntax", 400, null, "1:14", "{\"steps\":\"a\",,}"),
                submit("json-syntax", 400, null, "2:", "{\n}x"),
                submit("body-required", 400, null, "body", ""),
                submit("json-too-deep", 400, null, "32", deep),
                submit("duplicate-key", 400, "steps", "steps", "{\"steps\":\"a\",\"steps\":\"b\",\"input\":{}}"),
                submit("number-not-finite", 400, "input.x", "finite", "{\"steps\":\"read\",\"input\":{\"x\":1e400}}"),
                submit("unknown-field", 400, "pipelin", "pipeline", "{\"pipelin\":\"documents\",\"input\":{}}"),
                submit(
                        "unknown-field",
                        400,
                        "features.page",
                        "pages",
                        "{\"pipeline\":\"documents\",\"input\":{\"text\":\"a\"},\"features\":{\"page\":1}}"),
                submit("missing-field", 400, "input", "required", "{\"steps\":\"read\"}"),
                submit("missing-field", 400, "pipeline", "steps or goal", "{\"input\":{}}"),
                submit("bad-value", 400, "priority", "1.*5.*9", "{\"steps\":\"read\",\"input\":{},\"priority\":9}"),
                submit(
                        "bad-value",
                        400,
                        "input.type",
                        "media type",
                        "{\"steps\":\"read\",\"input\":{\"type\":\"pdf\"}}"),
                submit("bad-name", 400, "pipeline", "My Docs", "{\"pipeline\":\"My Docs\",\"input\":{}}"),
                submit("bad-text", 400, "input.file", "U\\+0007|character", file("a\\u0007b")),
                submit("bad-idempotency-key", 400, "key", "128", "{\"steps\":\"read\",\"input\":{},\"key\":\"\"}"),
                submit("bad-idempotency-key", 400, "idempotency-key", "128", "{\"steps\":\"read\",\"input\":{}}")
                        .key("k".repeat(129)),
                submit("file-not-allowed", 403, "input.file", "\\.\\.", file("../secret")),
                submit("file-not-allowed", 403, "input.file", "files.roots", file("/etc/passwd")),
                submit(
                        "body-too-large",
                        413,
                        "input",
                        "262144",
                        "{\"steps\":\"read\",\"input\":{\"x\":\"" + LONG + "\"}}"),
                snapshot("unknown-field", "pipelin", "pipeline", "{\"pipelin\":\"documents\"}"),
                snapshot("bad-value", "since", "must be a time", "{\"since\":\"yesterday\"}"),
                snapshot("bad-value", "imported", "true or false", "{\"imported\":1}"),
                routing("missing-field", 400, "reason", "required", "{\"mode\":\"shadow\"}"),
                routing("bad-value", 400, "mode", "canary", "{\"mode\":\"magic\",\"reason\":\"r\"}"),
                routing(
                        "bad-text",
                        400,
                        "reason",
                        "U\\+0000|character",
                        "{\"mode\":\"shadow\",\"reason\":\"a\\u0000b\"}"));
    }

    private static Refusal snapshot(String code, String field, String says, String body) {
        return new Refusal(
                code, 400, field, says, "experience.snapshot", body, "POST", "/v1/experience/snapshot", body, Map.of());
    }

    static Stream<Refusal> meanings() {
        return Stream.of(
                submit("pipeline-unknown", 404, "pipeline", "documents", "{\"pipeline\":\"nope\",\"input\":{}}"),
                submit("no-chain", 422, null, "absent", "{\"steps\":\"read | absent\",\"input\":{\"text\":\"a\"}}"),
                submit("chain-invalid", 422, "steps[1]", "empty step", "{\"steps\":\"read | | read\",\"input\":{}}"),
                submit("input-mismatch", 422, "input", "text", "{\"pipeline\":\"documents\",\"input\":{}}"),
                submit("deadline-out-of-range", 422, "deadlineMs", "86400000", deadline("86400001")),
                submit("deadline-out-of-range", 422, "deadlineMs", "10", deadline("1")),
                submit(
                        "too-many-chains",
                        422,
                        null,
                        "64",
                        "{\"goal\":{\"accepts\":\"text/plain\",\"produces\":\"text/plain\",\"maxSteps\":5},\"input\":{}}"),
                routing(
                        "share-out-of-range",
                        422,
                        "share",
                        "0.95",
                        "{\"mode\":\"canary\",\"share\":0.99,\"reason\":\"r\"}"),
                routing("gate-not-passed", 409, "mode", "override", "{\"mode\":\"rl\",\"reason\":\"r\"}"),
                routing(
                        "pipeline-unknown",
                        404,
                        "pipeline",
                        "nope",
                        "{\"mode\":\"shadow\",\"pipeline\":\"nope\",\"reason\":\"r\"}"),
                at("task-unknown", 404, "t-none", "tasks.get", "{\"taskId\":\"t-none\"}", "GET", "/v1/tasks/t-none"),
                at(
                        "task-unknown",
                        404,
                        "t-none",
                        "tasks.cancel",
                        "{\"taskId\":\"t-none\"}",
                        "POST",
                        "/v1/tasks/t-none/cancel"),
                at(
                        "task-unknown",
                        404,
                        "t-none",
                        "tasks.retry",
                        "{\"taskId\":\"t-none\"}",
                        "POST",
                        "/v1/tasks/t-none/retry"),
                at(
                        "task-unknown",
                        404,
                        "t-none",
                        "decisions.get",
                        "{\"taskId\":\"t-none\"}",
                        "GET",
                        "/v1/tasks/t-none/decisions"),
                at(
                        at(
                                "task-unknown",
                                404,
                                "t-none",
                                "tasks.resolve",
                                "{\"taskId\":\"t-none\",\"done\":false}",
                                "POST",
                                "/v1/tasks/t-none/resolve"),
                        "{\"done\":false}",
                        null),
                at(
                        at(
                                "task-unknown",
                                404,
                                "t-none",
                                "tasks.outcome",
                                outcome("t-none"),
                                "POST",
                                "/v1/tasks/t-none/outcome"),
                        "{\"score\":1,\"source\":\"s\",\"key\":\"k\"}",
                        null),
                at(
                        "decision-unknown",
                        404,
                        "t-1.1-1",
                        "decisions.get",
                        "{\"decisionId\":\"t-1.1-1\"}",
                        "GET",
                        "/v1/decisions/t-1.1-1"),
                at(
                        "decision-unknown",
                        404,
                        "t-1.1-1",
                        "decisions.replay",
                        "{\"decisionId\":\"t-1.1-1\"}",
                        "GET",
                        "/v1/decisions/t-1.1-1/replay"),
                at(
                        at(
                                "policy-unknown",
                                404,
                                "nope",
                                "policies.promote",
                                "{\"version\":\"nope\"}",
                                "POST",
                                "/v1/policies/nope/promote"),
                        "",
                        "version"),
                at(
                        at(
                                "policy-unknown",
                                404,
                                "nope",
                                "policies.rollback",
                                "{\"version\":\"nope\",\"reason\":\"r\"}",
                                "POST",
                                "/v1/policies/nope/rollback"),
                        "{\"reason\":\"r\"}",
                        "version"),
                at(
                        at(
                                "pipeline-unknown",
                                404,
                                "nope",
                                "policies.promote",
                                "{\"version\":\"auto-0\",\"pipeline\":\"nope\"}",
                                "POST",
                                "/v1/policies/auto-0/promote"),
                        "{\"pipeline\":\"nope\"}",
                        "pipeline"),
                at(
                        at(
                                "missing-field",
                                400,
                                "required",
                                "policies.promote",
                                "{\"version\":\"auto-0\",\"override\":true}",
                                "POST",
                                "/v1/policies/auto-0/promote"),
                        "{\"override\":true}",
                        "reason"),
                at(
                        at(
                                "missing-field",
                                400,
                                "required",
                                "policies.rollback",
                                "{\"version\":\"auto-0\"}",
                                "POST",
                                "/v1/policies/auto-0/rollback"),
                        "",
                        "reason"),
                at(
                        at("bad-value", 400, "1.*1000", "audit.list", "{\"limit\":0}", "GET", "/v1/audit?limit=0"),
                        "",
                        "limit"),
                at("spoke-unknown", 404, "nope", "spokes.get", "{\"spokeId\":\"nope\"}", "GET", "/v1/spokes/nope"),
                at(
                        "spoke-unknown",
                        404,
                        "nope",
                        "spokes.drain",
                        "{\"spokeId\":\"nope\"}",
                        "POST",
                        "/v1/spokes/nope/drain"),
                at(
                        at(
                                "pipeline-unknown",
                                404,
                                "nope",
                                "pipelines.get",
                                "{\"name\":\"nope\"}",
                                "GET",
                                "/v1/pipelines/nope"),
                        "",
                        "pipeline"),
                at(
                        at(
                                "capability-unknown",
                                422,
                                "write.*read",
                                "spokes.try",
                                "{\"spokeId\":\"reader\",\"capability\":\"write\",\"input\":{}}",
                                "POST",
                                "/v1/spokes/reader/try"),
                        "{\"capability\":\"write\",\"input\":{}}",
                        "capability"),
                at(
                        "task-not-open",
                        409,
                        "completed",
                        "tasks.cancel",
                        "{\"taskId\":\"$ENDED\"}",
                        "POST",
                        "/v1/tasks/$ENDED/cancel"),
                at(
                        at(
                                "task-not-open",
                                409,
                                "completed",
                                "tasks.resolve",
                                "{\"taskId\":\"$ENDED\",\"done\":false}",
                                "POST",
                                "/v1/tasks/$ENDED/resolve"),
                        "{\"done\":false}",
                        null));
    }

    private static String file(String name) {
        return "{\"steps\":\"read\",\"input\":{\"file\":\"" + name + "\"}}";
    }

    private static String deadline(String ms) {
        return "{\"steps\":\"read\",\"input\":{\"text\":\"a\"},\"deadlineMs\":" + ms + "}";
    }

    private static String outcome(String taskId) {
        return "{\"taskId\":\"" + taskId + "\",\"score\":1,\"source\":\"s\",\"key\":\"k\"}";
    }
}

package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of codes in the contract, section 1. */
class ErrorCodeTest {
    private static final Map<Integer, List<String>> CONTRACT = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    400,
                    List.of(
                            "json-syntax",
                            "body-required",
                            "json-too-deep",
                            "duplicate-key",
                            "number-not-finite",
                            "unknown-field",
                            "missing-field",
                            "bad-value",
                            "bad-name",
                            "bad-text",
                            "bad-idempotency-key")),
            Map.entry(401, List.of("token-required", "token-invalid")),
            Map.entry(403, List.of("needs-role", "name-owned", "not-your-attempt", "file-not-allowed", "bad-origin")),
            Map.entry(
                    404,
                    List.of(
                            "task-unknown",
                            "spoke-unknown",
                            "pipeline-unknown",
                            "decision-unknown",
                            "policy-unknown",
                            "not-found")),
            Map.entry(
                    409,
                    List.of(
                            "spoke-name-taken",
                            "idempotency-conflict",
                            "task-not-open",
                            "gate-not-passed",
                            "pipeline-exists")),
            Map.entry(413, List.of("body-too-large")),
            Map.entry(415, List.of("content-type")),
            Map.entry(
                    422,
                    List.of(
                            "capability-unknown",
                            "no-chain",
                            "chain-invalid",
                            "schema-invalid",
                            "input-mismatch",
                            "deadline-out-of-range",
                            "share-out-of-range",
                            "too-many-chains",
                            "policy-rejected")),
            Map.entry(429, List.of("registration-quota")),
            Map.entry(503, List.of("overloaded", "no-quorum", "outcome-unknown", "stopping")),
            Map.entry(507, List.of("store-full"))));

    @Test
    void status_everyCodeOfTheContract() {
        CONTRACT.forEach((status, words) -> words.forEach(word ->
                assertThat(ErrorCode.of(word).orElseThrow().status()).as(word).isEqualTo(status)));
    }

    @Test
    void values_noneBeyondTheContractButInternal() {
        List<String> known = CONTRACT.values().stream().flatMap(List::stream).toList();
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::word))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(known.stream(), Stream.of("internal")).toList());
    }

    @Test
    void of_unknownWord() {
        assertThat(ErrorCode.of("no-such-code")).isEmpty();
    }
}

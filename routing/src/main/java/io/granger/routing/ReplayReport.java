package io.granger.routing;

import java.util.List;

/**
 * What came out when a decision was repeated.
 *
 * @param repeated what could be repeated: {@code masks, heuristic, vector, draw, shadow, scores}
 * @param skipped what could not, each with the reason
 * @param differences each place where the repetition and the record disagree
 */
public record ReplayReport(String decisionId, List<String> repeated, List<String> skipped, List<String> differences) {
    public ReplayReport {
        repeated = List.copyOf(repeated);
        skipped = List.copyOf(skipped);
        differences = List.copyOf(differences);
    }

    /** Whether all that was repeated came out as recorded. */
    public boolean agrees() {
        return differences.isEmpty();
    }
}

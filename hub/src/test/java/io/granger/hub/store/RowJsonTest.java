package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.vertx.core.json.JsonObject;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Names and shapes of the contract's section 5. */
class RowJsonTest {

    private final ExperienceRow row = Samples.row(7, 2);

    @Test
    void row_names_areTheContractsAndOurAdditions() {
        assertThat(RowJson.row(row).fieldNames())
                .containsExactly(
                        "schema",
                        "decisionId",
                        "taskId",
                        "epoch",
                        "seq",
                        "level",
                        "at",
                        "pipeline",
                        "capability",
                        "optionId",
                        "state",
                        "candidates",
                        "chosen",
                        "propensity",
                        "draw",
                        "seedId",
                        "policy",
                        "revision",
                        "floor",
                        "mode",
                        "arm",
                        "heuristic",
                        "heuristicChoice",
                        "shadow",
                        "preset",
                        "turn",
                        "k",
                        "durationMs",
                        "rewardParts",
                        "reward",
                        "targets",
                        "nextState",
                        "terminated",
                        "truncated",
                        "cause",
                        "closedAt");
    }

    @Test
    void row_values_areReadable() {
        JsonObject json = new JsonObject(RowJson.row(row).encode());
        assertThat(json.getString("schema")).isEqualTo("granger.experience/1");
        assertThat(json.getString("decisionId")).isEqualTo(Samples.taskId(7) + ".1-2");
        assertThat(json.getString("at")).isEqualTo("2026-10-26T07:33:20.072Z");
        assertThat(json.getString("level")).isEqualTo("step");
        assertThat(json.getString("mode")).isEqualTo("canary");
        assertThat(json.getString("arm")).isEqualTo("treatment");
        assertThat(json.getString("cause")).isEqualTo("goal");
        assertThat(json.getJsonObject("state").getString("layout")).isEqualTo("v1-9f3a61c2");
        assertThat(json.getJsonObject("state").getJsonArray("raw").getDouble(0)).isEqualTo(14.3);
        assertThat(json.getJsonObject("rewardParts").encode())
                .isEqualTo("{\"success\":1.0,\"latency\":0.523,\"quality\":null,\"cost\":0.9}");
        assertThat(json.getJsonObject("shadow").encode())
                .isEqualTo(
                        "{\"policy\":\"auto-0\",\"revision\":4711,\"chosen\":1,\"probabilities\":[0.1,0.7,0.2,0.0]}");
    }

    @Test
    void candidates_onlyTheChosenOneHasAnInstance_onlyMaskedOnesAMask() {
        JsonObject json = RowJson.row(row);
        JsonObject chosen = json.getJsonArray("candidates").getJsonObject(2);
        JsonObject masked = json.getJsonArray("candidates").getJsonObject(3);
        assertThat(chosen.getString("instance")).isEqualTo("pdftotext@22.12.0#spokes.pdftotext.1");
        assertThat(chosen.containsKey("mask")).isFalse();
        assertThat(masked.containsKey("instance")).isFalse();
        assertThat(masked.getString("mask")).isEqualTo("breaker");
        assertThat(masked.getBoolean("eligible")).isFalse();
        assertThat(masked.getDouble("probability")).isZero();
    }

    @Test
    void decision_open_hasNothingOfTheEnd() {
        JsonObject json = RowJson.decision(row.decision());
        assertThat(json.fieldNames()).contains("decisionId", "candidates", "propensity", "turn");
        assertThat(json.fieldNames()).doesNotContain("schema", "reward", "cause", "terminated");
    }

    @Test
    void outcome_scoreOnly_hasNoParts() {
        OutcomeRow outcome = new OutcomeRow("t-1.1-2", "client", "k1", 0, OptionalDouble.of(0.25), RewardParts.NONE, 1);
        assertThat(RowJson.outcome(outcome).encode())
                .isEqualTo("{\"schema\":\"granger.outcome/1\",\"decisionId\":\"t-1.1-2\",\"source\":\"client\","
                        + "\"key\":\"k1\",\"at\":\"1970-01-01T00:00:00Z\",\"score\":0.25,\"trust\":1.0}");
    }

    @Test
    void decision_oddNumbers_isValidJson() {
        for (int seed = 0; seed < 200; seed++) {
            Decision odd = new RandomRows(seed).decision();
            JsonObject json = RowJson.row(Samples.row(withTime(odd), 0));
            assertThat(new JsonObject(json.encode()).encode()).doesNotContain("NaN", "Infinity");
        }
    }

    private static Decision withTime(Decision d) {
        return new Decision(
                d.decisionId(),
                d.taskId(),
                d.epoch(),
                d.seq(),
                d.level(),
                Samples.NOW,
                d.pipeline(),
                d.capability(),
                d.optionId(),
                d.layout(),
                d.state(),
                d.candidates(),
                d.chosen(),
                d.propensity(),
                d.draw(),
                d.seedId(),
                d.policy(),
                d.revision(),
                d.floor(),
                d.mode(),
                d.arm(),
                d.heuristic(),
                d.heuristicChoice(),
                d.shadow(),
                d.fallback(),
                d.preset(),
                d.turn());
    }
}

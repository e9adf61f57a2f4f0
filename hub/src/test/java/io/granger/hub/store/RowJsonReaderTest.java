package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.shape.ApiError;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rows written as JSON come back as they were, and nothing else is taken for a row. */
class RowJsonReaderTest {

    private static JsonObject json() {
        return new JsonObject(RowJson.row(Samples.row(7, 2)).encode());
    }

    private static ApiError refusal(JsonObject json) {
        return catchThrowableOfType(ApiError.class, () -> RowJsonReader.row(json));
    }

    @Example
    void row_asWritten_isTheSameRow() {
        assertThat(RowJsonReader.row(json())).isEqualTo(Samples.row(7, 2));
    }

    /** Random rows hold odd numbers that JSON has not and times no calendar has: those are refused, never changed in silence. */
    @Property(tries = 300)
    void row_random_isTheSameJsonOrRefused(@ForAll long seed) {
        ExperienceRow row = new RandomRows(seed).row();
        String text;
        try {
            text = RowJson.row(row).encode();
        } catch (java.time.DateTimeException noSuchTime) {
            return;
        }
        ExperienceRow read;
        try {
            read = RowJsonReader.row(new JsonObject(text));
        } catch (ApiError refused) {
            return;
        }
        assertThat(RowJsonReader.row(new JsonObject(RowJson.row(read).encode())))
                .isEqualTo(read);
        assertThat(read.decision().decisionId()).isEqualTo(row.decision().decisionId());
        assertThat(read.reward()).isEqualTo(row.reward());
    }

    @Example
    void row_withoutAField_isRefusedByItsName() {
        Set<String> mayBeAbsent = Set.of("floor", "heuristic", "shadow", "turn", "targets", "nextState", "closedAt");
        for (String name : json().fieldNames()) {
            JsonObject without = json();
            without.remove(name);
            if (mayBeAbsent.contains(name)) {
                assertThat(RowJsonReader.row(without)).as(name).isNotNull();
            } else {
                assertThat(refusal(without).getMessage()).contains(name);
            }
        }
    }

    @Example
    void row_withAnotherField_unknownField() {
        assertThat(refusal(json().put("propensitty", 1)).getMessage()).contains("did you mean \"propensity\"?");
        assertThat(RowJsonReader.row(json().put("outcomes", 1), Set.of("outcomes")))
                .isEqualTo(Samples.row(7, 2));
    }

    @Example
    void row_outOfRange_isRefused() {
        assertThat(refusal(json().put("propensity", 0)).getMessage()).contains("propensity");
        assertThat(refusal(json().put("reward", 1.5)).getMessage()).contains("reward");
        assertThat(refusal(json().put("chosen", 4)).getMessage()).contains("chosen");
        assertThat(refusal(json().put("level", "steps")).getMessage()).contains("did you mean \"step\"?");
        assertThat(refusal(json().put("terminated", true).put("truncated", true))
                        .getMessage())
                .contains("both terminated and truncated");
        assertThat(refusal(json().put("at", "yesterday")).getMessage()).contains("must be a time");
        assertThat(refusal(json().put("schema", "granger.experience/2")).getMessage())
                .contains("schema");
    }

    @Example
    void outcome_asWritten_isTheSameOutcome() {
        for (OutcomeRow outcome : List.of(
                new OutcomeRow("t-1.1-2", "client", "k1", 0, OptionalDouble.of(0.25), RewardParts.NONE, 1),
                new OutcomeRow(
                        "t-1.1-2",
                        "verifier",
                        "k2",
                        7,
                        OptionalDouble.empty(),
                        new RewardParts(
                                OptionalDouble.of(1),
                                OptionalDouble.empty(),
                                OptionalDouble.of(0.5),
                                OptionalDouble.empty()),
                        0.2))) {
            assertThat(RowJsonReader.outcome(
                            new JsonObject(RowJson.outcome(outcome).encode()), ""))
                    .isEqualTo(outcome);
        }
    }
}

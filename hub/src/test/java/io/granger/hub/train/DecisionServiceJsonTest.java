package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.granger.hub.shape.ApiError;
import io.granger.hub.store.Samples;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DecisionServiceJsonTest {
    private static final ExperienceRow ROW = Samples.row(7, 2);

    private static JsonObject line() {
        return new JsonObject(DecisionServiceJson.line(new LoggedRow(ROW, List.of(), false))
                .orElseThrow()
                .encode());
    }

    private static String refusal(JsonObject line) {
        return catchThrowableOfType(ApiError.class, () -> DecisionServiceJson.row(line))
                .getMessage();
    }

    @Test
    void line_labelAndRanking_beginWithTheChosen() {
        JsonObject line = line();

        // balanced weights .4 .2 .3 .1 on targets 1, .523, .5, .9: 2 * (.4 + .1046 + .15 + .09) - 1
        assertThat(line.getDouble("_label_cost")).isCloseTo(-0.4892, within(1e-9));
        assertThat(line.getInteger("_labelIndex")).isEqualTo(2);
        assertThat(line.getInteger("_label_Action")).isEqualTo(3);
        assertThat(line.getJsonArray("a")).isEqualTo(new JsonArray(List.of(3, 1, 2)));
        assertThat(line.getJsonArray("p")).isEqualTo(new JsonArray(List.of(0.67, 0.115, 0.215)));
        assertThat(line.getJsonObject("c").getJsonArray("_multi")).hasSize(3);
    }

    @Test
    void line_outcomes_areInTheCost() {
        var said = new OutcomeRow(
                ROW.decision().decisionId(), "client", "k", 0, OptionalDouble.of(1), RewardParts.NONE, 1);

        var line = DecisionServiceJson.line(new LoggedRow(ROW, List.of(said), false))
                .orElseThrow();

        // quality from .5 to 1: the score grows by 2 * .3 * .5
        assertThat(line.getDouble("_label_cost")).isCloseTo(-0.7892, within(1e-9));
    }

    @Test
    void line_readBack_teachesTheSame() {
        ExperienceRow read = DecisionServiceJson.row(line()).row();

        assertThat(read.decision().key()).isEqualTo(ROW.decision().key());
        assertThat(read.decision().state()).isEqualTo(ROW.decision().state());
        assertThat(read.decision().chosenEntry().id())
                .isEqualTo(ROW.decision().chosenEntry().id());
        assertThat(read.decision().chosenEntry().features())
                .isEqualTo(ROW.decision().chosenEntry().features());
        assertThat(read.decision().propensity()).isEqualTo(ROW.decision().propensity());
        assertThat(read.targets()).isEqualTo(ROW.targets());
        assertThat(read.decision().candidates()).hasSize(3);
    }

    @Test
    void line_fromElsewhere_needsLittle() {
        var line = line().put(
                        "granger",
                        new JsonObject()
                                .put("level", "step")
                                .put("pipeline", "documents")
                                .put("capability", "extract-text"));

        ExperienceRow read = DecisionServiceJson.row(line).row();

        assertThat(read.decision().key()).isEqualTo(ROW.decision().key());
        assertThat(read.targets()).containsExactly(new double[] {0.7446, 0.7446, 0.7446, 0.7446}, within(1e-9));
    }

    @Test
    void line_thatContradictsItself_isRefused() {
        assertThat(refusal(line().put("_label_Action", 2))).contains("_label_Action");
        assertThat(refusal(line().put("p", new JsonArray(List.of(0.67, 0.115, 0.3)))))
                .contains("sum to 1");
        assertThat(refusal(line().put("a", new JsonArray(List.of(3, 3, 2))))).contains("once");
        assertThat(refusal(line().put("_label_cost", 2))).contains("_label_cost");
        assertThat(refusal(line().put("_label_probability", 0.5))).contains("_label_probability");
        assertThat(refusal(line().put("granger", new JsonObject()))).contains("level");
        assertThat(refusal(new JsonObject())).contains("granger is required");
    }
}

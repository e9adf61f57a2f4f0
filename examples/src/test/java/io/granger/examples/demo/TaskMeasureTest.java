package io.granger.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class TaskMeasureTest {

    private static final JsonObject VIEW = new JsonObject("""
            {"taskId":"t-1","state":"completed","costTotal":0.45,
             "createdAt":"2026-01-31T12:00:00.000Z","finishedAt":"2026-01-31T12:00:00.250Z",
             "steps":[{"capability":"extract-text","outcome":"success","quality":0.8},
                      {"capability":"summarize","outcome":"success","quality":0.6},
                      {"capability":"index","outcome":"success"}]}""");

    private static final JsonObject DECISIONS = new JsonObject("""
            {"taskId":"t-1","decisions":[
              {"level":"step","terminated":true,"preset":"balanced","targets":[1,1,1,1]},
              {"level":"option","terminated":false,"preset":"balanced"},
              {"level":"option","terminated":true,"preset":"balanced","targets":[1,0.5,0.2,0.9]}]}""");

    @Test
    void of_completedTask_takesTheEndRowWithTheMeanOfAllRatings() {
        Measured measured = TaskMeasure.of(VIEW, DECISIONS);

        assertThat(measured.completed()).isTrue();
        assertThat(measured.quality().orElseThrow()).isCloseTo(.7, within(1e-12));
        assertThat(measured.ms()).isEqualTo(250);
        assertThat(measured.cost()).isEqualTo(.45);
        // 2 * (.4 * 1 + .2 * .5 + .3 * .7 + .1 * .9) - 1
        assertThat(measured.reward()).isCloseTo(.6, within(1e-12));
    }

    @Test
    void of_completedTaskWithoutRatings_keepsTheRowsOwnQuality() {
        JsonObject unrated = VIEW.copy().put("steps", new io.vertx.core.json.JsonArray());

        Measured measured = TaskMeasure.of(unrated, DECISIONS);

        assertThat(measured.quality()).isEmpty();
        assertThat(measured.reward()).isCloseTo(.3, within(1e-12));
    }

    @Test
    void of_failedTask_isMinusOne() {
        assertThat(TaskMeasure.of(VIEW.copy().put("state", "dead"), DECISIONS).reward())
                .isEqualTo(-1);
    }

    @Test
    void refused_isMinusOneAndCostsNothing() {
        assertThat(TaskMeasure.refused().reward()).isEqualTo(-1);
        assertThat(TaskMeasure.refused().cost()).isZero();
    }
}

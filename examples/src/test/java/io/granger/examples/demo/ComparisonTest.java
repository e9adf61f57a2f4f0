package io.granger.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Measured done(double quality, double ms, double cost, double reward) {
        return new Measured(true, OptionalDouble.of(quality), ms, cost, reward);
    }

    private static Measured failed(double ms) {
        return new Measured(false, OptionalDouble.empty(), ms, .5, -1);
    }

    private static final List<Pair> FOUR = List.of(
            new Pair(done(.5, 100, 1, .2), done(.7, 90, .5, .6)),
            new Pair(done(.7, 200, 1, .4), done(.9, 80, .5, .8)),
            new Pair(failed(10), done(.8, 300, 1, .1)),
            new Pair(done(.9, 400, 2, 0), done(1, 100, 1, .5)));

    private static Interval difference(Comparison comparison, String measure) {
        return Objects.requireNonNull(comparison.differences().get(measure));
    }

    @Test
    void of_fourPairs_countsEachArmByHand() {
        Comparison comparison = Comparison.of(FOUR, 1);

        assertThat(comparison.tasks()).isEqualTo(4);
        ArmSummary heuristic = comparison.heuristic();
        assertThat(heuristic.completed()).isEqualTo(.75);
        assertThat(heuristic.quality()).isCloseTo(.7, within(1e-12));
        assertThat(heuristic.p50Ms()).isEqualTo(200);
        assertThat(heuristic.p95Ms()).isEqualTo(400);
        assertThat(heuristic.cost()).isEqualTo(1.125);
        assertThat(heuristic.reward()).isCloseTo(-.1, within(1e-12));
        ArmSummary learned = comparison.learned();
        assertThat(learned.completed()).isEqualTo(1);
        assertThat(learned.quality()).isCloseTo(.85, within(1e-12));
        assertThat(learned.p50Ms()).isEqualTo(90);
        assertThat(learned.reward()).isCloseTo(.5, within(1e-12));
    }

    @Test
    void of_fourPairs_differencesAreLearnedMinusHeuristic() {
        Comparison comparison = Comparison.of(FOUR, 1);

        assertThat(difference(comparison, "completed").mean()).isEqualTo(.25);
        assertThat(difference(comparison, "quality").mean()).isCloseTo(.15, within(1e-12));
        assertThat(difference(comparison, "p50Ms").mean()).isEqualTo(-110);
        assertThat(difference(comparison, "cost").mean()).isEqualTo(-.375);
        assertThat(difference(comparison, "reward").mean()).isCloseTo(.6, within(1e-12));
    }

    @Test
    void of_everyPairDiffersAlike_theIntervalIsThatDifference() {
        List<Pair> pairs = List.of(
                new Pair(done(.5, 100, 1, .1), done(.5, 100, 1, .35)),
                new Pair(done(.5, 100, 1, .5), done(.5, 100, 1, .75)));

        Interval reward = difference(Comparison.of(pairs, 1), "reward");

        assertThat(reward.low()).isCloseTo(.25, within(1e-12));
        assertThat(reward.high()).isCloseTo(.25, within(1e-12));
    }

    @Test
    void of_fourHundredPairs_intervalIsNearTheNormalOneOfTheDifferences() {
        SplittableRandom random = new SplittableRandom(5);
        List<Pair> pairs = new ArrayList<>();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 400; i++) {
            double hard = random.nextDouble(-.5, .5);
            double better = random.nextDouble(0, .2);
            pairs.add(new Pair(done(.5, 100, 1, hard), done(.5, 100, 1, hard + better)));
            sum += better;
            squares += better * better;
        }
        double mean = sum / 400;
        double halfWidth = 1.96 * Math.sqrt((squares / 400 - mean * mean) / 400);

        Interval reward = difference(Comparison.of(pairs, 1), "reward");

        // Pairing takes out what made a document hard: unpaired, the interval would be five times as wide.
        assertThat(reward.low()).isCloseTo(mean - halfWidth, within(.15 * halfWidth));
        assertThat(reward.high()).isCloseTo(mean + halfWidth, within(.15 * halfWidth));
    }

    @Test
    void of_sameSeed_isTheSame() {
        assertThat(Comparison.of(FOUR, 3)).isEqualTo(Comparison.of(FOUR, 3));
    }

    @Test
    void of_nothing_isNotANumberButNoFailure() {
        Comparison comparison = Comparison.of(List.of(), 1);

        assertThat(comparison.tasks()).isZero();
        assertThat(comparison.learned().reward()).isNaN();
        assertThat(new DemoReport(comparison, 0, 0, 0)
                        .toJson()
                        .getJsonObject("learned")
                        .getValue("reward"))
                .isNull();
    }

    @Test
    void percentile_nearestRank_isAValueOfTheList() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

        assertThat(ArmSummary.percentile(values, .5)).isEqualTo(10);
        assertThat(ArmSummary.percentile(values, .95)).isEqualTo(19);
        assertThat(ArmSummary.percentile(values, 1)).isEqualTo(20);
    }

    @Test
    void report_json_hasTheFieldsOfTheContract() {
        JsonObject json = new DemoReport(Comparison.of(FOUR, 1), 24, 24, 1).toJson();

        assertThat(json.fieldNames())
                .containsExactly(
                        "tasks", "heuristic", "learned", "difference", "decisions", "experienceRows", "recovered");
        assertThat(json.getJsonObject("heuristic").fieldNames())
                .containsExactly("completed", "quality", "p50Ms", "p95Ms", "cost", "reward");
        assertThat(json.getJsonObject("difference").getJsonObject("reward").fieldNames())
                .containsExactly("mean", "low", "high");
    }

    @Test
    void report_table_hasALineForEachMeasure() {
        assertThat(new DemoReport(Comparison.of(FOUR, 1), 24, 24, 1).toTable().lines())
                .hasSize(1 + 6 + 2)
                .anyMatch(line -> line.startsWith("p50Ms                 200           90         -110"));
    }
}

package io.granger.routing.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.Scores;
import io.granger.routing.CandidateEntry;
import io.granger.routing.CandidateFeatures;
import io.granger.routing.Facts;
import io.granger.routing.Level;
import io.granger.routing.Mask;
import io.granger.routing.MaskRule;
import io.granger.routing.OptionFeatures;
import io.granger.routing.Situation;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepHeuristicTest {
    private static CandidateEntry spoke(String id, double success, double peak, int inFlight, Mask... facts) {
        float[] features = new float[CandidateFeatures.NAMES.size()];
        features[CandidateFeatures.SUCCESS_RATE] = (float) success;
        features[CandidateFeatures.PEAK_EWMA] = (float) peak;
        features[CandidateFeatures.IN_FLIGHT] = inFlight;
        features[CandidateFeatures.LOAD] = inFlight / 4f;
        return CandidateEntry.raw(id, features, Facts.of(facts));
    }

    private static double[] base(Heuristic heuristic, long turn, CandidateEntry... entries) {
        Situation situation = situation(List.of(entries), turn);
        return heuristic.base(heuristic.score(situation), situation);
    }

    private static Situation situation(List<CandidateEntry> entries, long turn) {
        return new Situation(Level.STEP, "k", "v1", new float[4], 0, Preset.BALANCED, MaskRule.mask(entries), turn);
    }

    @Test
    void powerOfTwo_threeCandidates() {
        // loads: a 1*1/1 = 1, b 2*1/1 = 2, c 1*4/1 = 4; ranks 1, 2, 3 of 3: 2/3, 1/3, 0
        double[] base =
                base(StepHeuristic.POWER_OF_TWO, 0, spoke("a", 1, 1, 0), spoke("b", 1, 2, 0), spoke("c", 1, 1, 3));
        assertThat(base).containsExactly(new double[] {2 / 3.0, 1 / 3.0, 0}, within(1e-15));
    }

    @Test
    void powerOfTwo_latencyWeighsAgainstSuccess() {
        // loads: a 1/.5 = 2, b 1.5/1 = 1.5
        assertThat(base(StepHeuristic.POWER_OF_TWO, 0, spoke("a", 0.5, 1, 0), spoke("b", 1, 1.5, 0)))
                .containsExactly(0, 1);
    }

    @Test
    void powerOfTwo_ties() {
        assertThat(base(StepHeuristic.POWER_OF_TWO, 0, spoke("a", 1, 1, 0), spoke("b", 1, 1, 0)))
                .containsExactly(0.5, 0.5);
    }

    @Test
    void powerOfTwo_neverSucceeded() {
        double[] base = base(StepHeuristic.POWER_OF_TWO, 0, spoke("a", 0, 1, 0), spoke("b", 1, 1, 0));
        assertThat(base).containsExactly(0, 1);
    }

    @Property(seed = "1")
    void twoChoices_asByEnumerationOfPairs(@ForAll @Size(min = 1, max = 9) List<@IntRange(max = 4) Integer> values) {
        List<CandidateEntry> entries = new ArrayList<>();
        double[] value = new double[values.size()];
        for (int i = 0; i < value.length; i++) {
            entries.add(spoke("s" + i, 1, 1, 0));
            value[i] = values.get(i);
        }
        Situation situation = situation(entries, 0);
        double[] base = Spread.twoChoices(new Scores(value, new double[value.length]), situation);
        assertThat(base).containsExactly(byPairs(value), within(1e-12));
    }

    /** All ordered pairs of distinct candidates, each as likely; of two that tie, half and half. */
    private static double[] byPairs(double[] value) {
        int n = value.length;
        double[] share = new double[n];
        if (n == 1) {
            share[0] = 1;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    double wins = value[i] > value[j] ? 1 : value[i] == value[j] ? 0.5 : 0;
                    share[i] += 2 * wins / (n * (n - 1.0));
                }
            }
        }
        return share;
    }

    @Test
    void leastLoaded_tiesShare() {
        double[] base =
                base(StepHeuristic.LEAST_LOADED, 0, spoke("a", 1, 1, 3), spoke("b", 1, 9, 1), spoke("c", 1, 1, 1));
        assertThat(base).containsExactly(0, 0.5, 0.5);
    }

    @Test
    void roundRobin_skipsMasked() {
        CandidateEntry[] entries = {spoke("a", 1, 1, 0), spoke("b", 1, 1, 0, Mask.LEASE), spoke("c", 1, 1, 0)};
        assertThat(base(StepHeuristic.ROUND_ROBIN, 0, entries)).containsExactly(1, 0, 0);
        assertThat(base(StepHeuristic.ROUND_ROBIN, 1, entries)).containsExactly(0, 0, 1);
        assertThat(base(StepHeuristic.ROUND_ROBIN, 2, entries)).containsExactly(1, 0, 0);
    }

    @Test
    void roundRobin_counterBelowZero() {
        CandidateEntry[] entries = {spoke("a", 1, 1, 0), spoke("b", 1, 1, 0), spoke("c", 1, 1, 0)};
        assertThat(base(StepHeuristic.ROUND_ROBIN, -1, entries)).containsExactly(0, 0, 1);
    }

    @Test
    void fixedOrder_firstEligible() {
        CandidateEntry[] entries = {spoke("a", 1, 1, 0, Mask.TYPE), spoke("b", 0, 9, 9), spoke("c", 1, 1, 0)};
        assertThat(base(StepHeuristic.FIXED_ORDER, 5, entries)).containsExactly(0, 1, 0);
    }

    @Test
    void firstChain_lowestOrder() {
        CandidateEntry second = CandidateEntry.raw("a>b", OptionFeatures.of(1, 2, 1, 1, 0, 0, false), 0);
        CandidateEntry first = CandidateEntry.raw("c", OptionFeatures.of(0, 1, 1, 1, 0, 0, false), 0);
        assertThat(base(OptionHeuristic.FIRST_CHAIN, 0, second, first)).containsExactly(0, 1);
    }

    @Test
    void of_words() {
        assertThat(StepHeuristic.of("power-of-two")).contains(StepHeuristic.POWER_OF_TWO);
        assertThat(StepHeuristic.of("best")).isEmpty();
        assertThat(StepHeuristic.LEAST_LOADED.policy()).isEqualTo("heuristic:least-loaded");
    }
}

package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a bandit that is played by its Thompson probabilities comes to prefer. */
class PartsBanditChoiceTest {

    private static final double[] SAME_MS = {100, 100, 100};

    private final double[] pdfShares = new double[20];
    private final double[] fastShares = new double[20];

    @Test
    void choose_threeArmsTwoTypesTwoPresets_eachTaskToItsBest() {
        for (int seed = 0; seed < 20; seed++) {
            threeArms(seed);
        }
        assertThat(Arrays.stream(pdfShares).average().orElseThrow()).isGreaterThan(.8);
        assertThat(Arrays.stream(pdfShares).min().orElseThrow()).isGreaterThan(.6);
        assertThat(Arrays.stream(fastShares).average().orElseThrow()).isGreaterThan(.6);
    }

    @Test
    void choose_identicalArms_shareEvenly() {
        double sum = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Workload workload = new Workload(new PartsBandit(), random, "a", "b");
            for (int task = 0; task < 300; task++) {
                double[] success = {.7, .7};
                sum += workload.run(task % 2, Workload.BALANCED, success, SAME_MS) == 0 ? 1 : 0;
            }
        }
        assertThat(sum / (200 * 300)).isEqualTo(.5, within(.03));
    }

    @Test
    void choose_bestArmFails_theNextTakesOver() {
        double[] before = {.9, .5, .5};
        double[] after = {.3, .9, .5};
        assertThat(lastQuarter(before, after, SAME_MS, SAME_MS)).isGreaterThan(.8);
    }

    @Test
    void choose_badArmRecovers_foundAgain() {
        double[] before = {.6, .1, .5};
        double[] after = {.6, .95, .5};
        assertThat(lastQuarter(before, after, SAME_MS, SAME_MS)).isGreaterThan(.8);
    }

    @Test
    void choose_bestArmTurnsSlow_theNextTakesOver() {
        double[] success = {.95, .95, .5};
        double[] before = {50, 100, 100};
        double[] after = {250, 100, 100};
        assertThat(lastQuarter(success, success, before, after)).isGreaterThan(.8);
    }

    /** Mean share of the second arm in the last 500 of 2,000 rounds, when everything changes after 1,000. */
    private static double lastQuarter(double[] before, double[] after, double[] msBefore, double[] msAfter) {
        int seeds = 10;
        double chosen = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Workload workload = new Workload(new PartsBandit(), new SplittableRandom(seed), "a", "b", "c");
            for (int round = 0; round < 2000; round++) {
                boolean changed = round >= 1000;
                int arm = workload.run(
                        round % 2, Workload.BALANCED, changed ? after : before, changed ? msAfter : msBefore);
                chosen += round >= 1500 && arm == 1 ? 1 : 0;
            }
        }
        return chosen / (500 * seeds);
    }

    private void threeArms(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> kinds = new ArrayList<>();
        for (int task = 0; task < 450; task++) {
            kinds.add(task % 3);
        }
        Collections.shuffle(kinds, random);
        Workload workload = new Workload(new PartsBandit(), random, "pdf", "general", "fast");
        double[] ms = {100, 150, 50};
        int[] seen = new int[3];
        int[] best = new int[3];
        for (int task = 0; task < 450; task++) {
            int kind = kinds.get(task);
            double[] success = {kind == 0 ? .95 : .3, .7, .6};
            int arm = workload.run(kind == 0 ? 0 : 1, kind == 2 ? Workload.SPEED : Workload.BALANCED, success, ms);
            if (task >= 50) {
                seen[kind]++;
                best[kind] += arm == kind ? 1 : 0;
            }
        }
        pdfShares[seed] = best[0] / (double) seen[0];
        fastShares[seed] = best[2] / (double) seen[2];
    }
}

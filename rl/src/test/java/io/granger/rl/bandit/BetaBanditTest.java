package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BetaBanditTest {

    private static double[] probabilities(BetaBandit bandit, String key, int arms) {
        double[] into = new double[arms];
        bandit.probabilities(key, into);
        return into;
    }

    @Test
    void probabilities_nothingKnown_even() {
        assertThat(probabilities(new BetaBandit(4, 0), "k", 4))
                .containsExactly(new double[] {.25, .25, .25, .25}, within(1e-12));
    }

    @Test
    void probabilities_oneSuccess_twoThirds() {
        BetaBandit bandit = new BetaBandit(2, 0);
        bandit.learn("k", 0, 1);
        // P(Beta(2,1) > Beta(1,1)) = E[Beta(2,1)] = 2/3
        assertThat(probabilities(bandit, "k", 2)[0]).isEqualTo(2 / 3.0, within(1e-3));
        bandit.learn("k", 1, 0);
        // P(Beta(2,1) > Beta(1,2)) = 5/6
        assertThat(probabilities(bandit, "k", 2)[0]).isEqualTo(5 / 6.0, within(1e-3));
        assertThat(probabilities(bandit, "other", 2)).containsExactly(new double[] {.5, .5}, within(1e-12));
    }

    @Test
    void probabilities_floor() {
        BetaBandit bandit = new BetaBandit(2, .1);
        for (int i = 0; i < 500; i++) {
            bandit.learn("k", 0, 1);
            bandit.learn("k", 1, 0);
        }
        assertThat(probabilities(bandit, "k", 2)).containsExactly(new double[] {.95, .05}, within(1e-9));
    }

    /** Against 200,000 draws of order statistics: the a-th of a + b - 1 uniforms is Beta(a, b). */
    @Test
    void probabilities_equalFrequenciesOfSampling() {
        int[][] counts = {{6, 4}, {3, 5}, {12, 10}};
        BetaBandit bandit = new BetaBandit(3, 0);
        for (int arm = 0; arm < 3; arm++) {
            for (int i = 1; i < counts[arm][0]; i++) {
                bandit.learn("k", arm, 1);
            }
            for (int i = 1; i < counts[arm][1]; i++) {
                bandit.learn("k", arm, 0);
            }
        }
        double[] found = probabilities(bandit, "k", 3);
        SplittableRandom random = new SplittableRandom(1);
        int draws = 200_000;
        int[] wins = new int[3];
        for (int draw = 0; draw < draws; draw++) {
            int best = 0;
            double most = -1;
            for (int arm = 0; arm < 3; arm++) {
                double[] uniforms = random.doubles(counts[arm][0] + counts[arm][1] - 1)
                        .sorted()
                        .toArray();
                if (uniforms[counts[arm][0] - 1] > most) {
                    most = uniforms[counts[arm][0] - 1];
                    best = arm;
                }
            }
            wins[best]++;
        }
        for (int arm = 0; arm < 3; arm++) {
            double sigma = Math.sqrt(found[arm] * (1 - found[arm]) / draws);
            assertThat(wins[arm] / (double) draws).isEqualTo(found[arm], within(3 * sigma + 1e-3));
        }
    }

    @Test
    void learn_notFinite_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaBandit(2, 0).learn("k", 0, Double.POSITIVE_INFINITY))
                .withMessage("reward must be finite, is Infinity");
    }
}

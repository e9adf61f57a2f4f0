package io.granger.rl.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BettingDifferenceTest {
    private static final int RUNS = 400;
    private static final int ROWS = 400;

    /** Doubly robust differences of two policies on a log that follows what was seen so far; the truth is .3. */
    private static double[] log(Random random, double reach) {
        double[] mean = {.4, .7};
        double[] sum = new double[2];
        int[] count = new int[2];
        double[] z = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double[] guess = {count[0] == 0 ? .5 : sum[0] / count[0], count[1] == 0 ? .5 : sum[1] / count[1]};
            // adaptive: nine tenths to whichever looks better
            double p = guess[1] >= guess[0] ? .9 : .1;
            int arm = random.nextDouble() < p ? 1 : 0;
            double reward = random.nextDouble() < mean[arm] ? 1 : 0;
            // the new policy always takes arm 1, the old one always arm 0
            double weight = arm == 1 ? 1 / p : -1 / (1 - p);
            z[i] = guess[1] - guess[0] + weight * (reward - guess[arm]);
            sum[arm] += reward;
            count[arm]++;
            assertThat(Math.abs(z[i])).isLessThanOrEqualTo(reach);
        }
        return z;
    }

    /** Each side may miss in 5 % of runs: more than 33 of 400 has a chance below .003. */
    @Test
    void bounds_adaptiveLog_coverTheTruth() {
        Random random = new Random(11);
        int below = 0;
        int above = 0;
        double width = 0;
        for (int run = 0; run < RUNS; run++) {
            Interval found = BettingDifference.of(log(random, 11), 11, .05);
            below += found.low() > .3 ? 1 : 0;
            above += found.high() < .3 ? 1 : 0;
            width += (found.high() - found.low()) / RUNS;
        }
        assertThat(below).isLessThanOrEqualTo(33);
        assertThat(above).isLessThanOrEqualTo(33);
        assertThat(width).isLessThan(1);
    }

    /** Nothing varies, so that only the stakes matter: the best of them doubles every value's part of the wealth. */
    @Test
    void bounds_sameValueAlways_closeInOnIt() {
        double[] z = new double[1_000];
        Arrays.fill(z, .25);
        Interval found = BettingDifference.of(z, 1, .05);
        assertThat(found.low()).isBetween(.23, .25);
        assertThat(found.high()).isBetween(.25, .27);
    }

    @Test
    void bounds_nothingSeen_ruleNothingOut() {
        Interval found = BettingDifference.of(new double[0], 2, .05);
        assertThat(found.low()).isLessThan(-1.99);
        assertThat(found.high()).isGreaterThan(1.99);
    }

    @Test
    void bounds_samePolicy_areZero() {
        assertThat(BettingDifference.of(new double[5], 0, .05)).isEqualTo(new Interval(0, 0));
    }

    @Test
    void value_beyondTheReach_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BettingDifference.of(new double[] {1.5}, 1, .05))
                .withMessageContaining("value 0 must be in [-1.0, 1.0], is 1.5");
    }
}

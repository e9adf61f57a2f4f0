package io.granger.rl.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    /** Printed tables of the t distribution; with 1 degree the Cauchy quantile tan(pi (p - 1/2)), with 2 the closed form. */
    @ParameterizedTest
    @CsvSource({
        "1, .95, 6.313751514675043",
        "1, .975, 12.706204736174705",
        "2, .95, 2.919985580353726",
        "5, .95, 2.015048373",
        "10, .99, 2.763769458",
        "30, .975, 2.042272456",
        "120, .95, 1.657650899",
        "1000, .95, 1.646378818",
        "9999, .95, 1.6450060333",
    })
    void quantile_printedTable(double degrees, double probability, double t) {
        assertThat(StudentT.quantile(probability, degrees)).isCloseTo(t, within(2e-9 * t));
        assertThat(StudentT.quantile(1 - probability, degrees)).isCloseTo(-t, within(2e-9 * t));
    }

    @Test
    void logGamma_factorialsAndHalf() {
        assertThat(StudentT.logGamma(5)).isCloseTo(Math.log(24), within(1e-12));
        assertThat(StudentT.logGamma(.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-12));
    }

    @Test
    void lowerBounds_fourValues() {
        double[] x = {0, 1, 1, 2};

        // mean 1, range 2, squared deviations 2: population variance .5, sample variance 2/3
        assertThat(LowerBounds.hoeffding(x, 2, .05)).isCloseTo(1 - 2 * Math.sqrt(Math.log(20) / 8), within(1e-12));
        assertThat(LowerBounds.bernstein(x, 2, .05))
                .isCloseTo(1 - 14 * Math.log(40) / 9 - Math.sqrt(2 * Math.log(40) * .5 / 3), within(1e-12));
        assertThat(LowerBounds.studentT(x, .05)).isCloseTo(1 - 2.3533634348 * Math.sqrt(2 / 3.0 / 4), within(1e-8));
    }

    /** All rewards 1 and weights 1: wealth of a fraction f after n rows is (1 + f (1/m - 1))^n. */
    @Test
    void lower_everyRewardIsOne() {
        double[] ones = new double[20];
        Arrays.fill(ones, 1);

        double low = BettingInterval.lower(ones, ones, .05);

        double wealth = 0;
        for (int j = 1; j <= 15; j++) {
            wealth += Math.pow(1 + Math.pow(.5, j) * (1 / low - 1), 20) / 15;
        }
        assertThat(wealth).isCloseTo(20, within(1e-6));
    }

    /** 400 logs of 500 choices under heavy weights (up to 18): misses at most 5 % by the guarantee, 3.3 % more is 3 sigma. */
    @Test
    void betting_coverage() {
        int missedLower = 0;
        int missedInterval = 0;
        double value = .05 * .2 + .95 * .5;
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] weights = new double[500];
            double[] rewards = new double[500];
            for (int i = 0; i < 500; i++) {
                boolean rare = random.nextDouble() < .05;
                weights[i] = rare ? .95 / .05 : .05 / .95;
                rewards[i] = random.nextDouble() < (rare ? .5 : .2) ? 1 : 0;
            }
            missedLower += BettingInterval.lower(weights, rewards, .05) > value ? 1 : 0;
            missedInterval +=
                    BettingInterval.selfNormalized(weights, rewards, .05).contains(value) ? 0 : 1;
        }

        assertThat(missedLower).isLessThanOrEqualTo(33);
        assertThat(missedInterval).isLessThanOrEqualTo(33);
    }

    /**
     * 400 logs of 400 choices by a learner that gives the arm that has earned more .9 and never less than .1: its propensities hang on
     * all that went before. Misses at most 5 % by the guarantee, 3.3 % more is 3 sigma.
     */
    @Test
    void betting_coverageUnderAdaptiveLogging() {
        int missedLower = 0;
        int missedInterval = 0;
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] weights = new double[400];
            double[] rewards = new double[400];
            double[] mean = {.5, .5};
            double[] count = {1, 1};
            for (int i = 0; i < 400; i++) {
                double first = mean[0] >= mean[1] ? .9 : .1;
                int arm = random.nextDouble() < first ? 0 : 1;
                rewards[i] = random.nextDouble() < .5 ? 1 : 0;
                weights[i] = arm == 0 ? 1 / first : 0; // the target always takes the first arm, worth .5
                mean[arm] += (rewards[i] - mean[arm]) / ++count[arm];
            }
            missedLower += BettingInterval.lower(weights, rewards, .05) > .5 ? 1 : 0;
            missedInterval +=
                    BettingInterval.selfNormalized(weights, rewards, .05).contains(.5) ? 0 : 1;
        }

        assertThat(missedLower).isLessThanOrEqualTo(33);
        assertThat(missedInterval).isLessThanOrEqualTo(33);
    }

    @Test
    void selfNormalized_onPolicyLogOfAThousand() {
        SplittableRandom random = new SplittableRandom(1);
        double[] weights = new double[1_000];
        double[] rewards = new double[1_000];
        Arrays.fill(weights, 1);
        for (int i = 0; i < 1_000; i++) {
            rewards[i] = random.nextDouble() < .7 ? 1 : 0;
        }

        Interval interval = BettingInterval.selfNormalized(weights, rewards, .05);

        assertThat(interval.contains(.7)).isTrue();
        assertThat(interval.high() - interval.low()).isLessThan(.12);
    }
}

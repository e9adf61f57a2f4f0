package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThompsonProbabilitiesTest {

    @Test
    void of_oneArm_certain() {
        assertThat(ThompsonProbabilities.of(new double[] {-7}, new double[] {2}))
                .containsExactly(1);
    }

    @Test
    void of_twoArms_closedForm() {
        double[] spreads = {1e-6, .01, .3, 1, 40};
        double[] gaps = {0, 1e-7, .003, .2, 1, 3, 30};
        for (double a : spreads) {
            for (double b : spreads) {
                for (double gap : gaps) {
                    double[] p = ThompsonProbabilities.of(new double[] {5 + gap, 5}, new double[] {a, b});
                    double expected = normalCumulative(gap / Math.hypot(a, b));
                    assertThat(p[0]).as("%s %s %s", a, b, gap).isEqualTo(expected, within(1e-6));
                }
            }
        }
    }

    @Test
    void of_severalArms_equalsMonteCarlo() {
        double[][] means = {{.1, .2, .15, .3, -.5}, {0, 0, 0, 1}, {1, .9, .8, .7, .6, .5, .4, .3}};
        double[][] spreads = {{.2, .1, .4, .02, 1}, {1, 2, .001, .01}, {.1, .1, .1, .2, .2, .2, .5, .5}};
        Random random = new Random(1);
        for (int c = 0; c < means.length; c++) {
            double[] p = ThompsonProbabilities.of(means[c], spreads[c]);
            double[] frequency = frequencies(means[c], spreads[c], 1_000_000, random);
            for (int i = 0; i < p.length; i++) {
                // four standard deviations of a frequency of 1e6 draws
                double tolerance = 4 * Math.sqrt(p[i] * (1 - p[i]) / 1e6) + 1e-6;
                assertThat(frequency[i]).as("case %d arm %d", c, i).isEqualTo(p[i], within(tolerance));
            }
        }
    }

    @Test
    void of_sixteenSimilarArms_equalsFineSum() {
        Random random = new Random(2);
        double[] mean = random.doubles(16, 0, .5).toArray();
        double[] spread = random.doubles(16, .05, .4).toArray();
        double[] p = ThompsonProbabilities.of(mean, spread);
        double[] fine = fineSum(mean, spread);
        for (int i = 0; i < 16; i++) {
            assertThat(p[i]).isEqualTo(fine[i], within(1e-6));
        }
    }

    @Test
    void of_equalArms_shareExactly() {
        double[] p = ThompsonProbabilities.of(new double[] {.3, .5, .3, .5}, new double[] {.1, .2, .1, .2});
        assertThat(p[0]).isEqualTo(p[2]);
        assertThat(p[1]).isEqualTo(p[3]);
        assertThat(ThompsonProbabilities.of(new double[] {2, 2, 2}, new double[] {.1, .1, .1}))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
    }

    @Test
    void of_noSpreadAtAll_bestSharedByTies() {
        assertThat(ThompsonProbabilities.of(new double[] {1, 3, 3, 2}, new double[4]))
                .containsExactly(0, .5, .5, 0);
        assertThat(ThompsonProbabilities.of(new double[] {1, 1 + 1e-12}, new double[2]))
                .containsExactly(0, 1);
    }

    @Test
    void of_oneArmWithoutSpread_closedForm() {
        double[] p = ThompsonProbabilities.of(new double[] {1, 0, -3}, new double[] {0, 1, 0});
        double below = normalCumulative(1);
        assertThat(p).containsExactly(new double[] {below, 1 - below, 0}, within(1e-6));
    }

    @Test
    void of_spreadFarBelowRounding_likeNone() {
        double[] p = ThompsonProbabilities.of(new double[] {1, 1, 0}, new double[] {1e-300, 1, 1e-300});
        assertThat(p).containsExactly(new double[] {.5, .5, 0}, within(1e-6));
        double[] q = ThompsonProbabilities.of(new double[] {1e9, 1e9 - 1}, new double[] {1e-9, 1e-9});
        assertThat(q).containsExactly(1, 0);
    }

    @Test
    void of_badArguments_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ThompsonProbabilities.of(new double[0], new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> ThompsonProbabilities.of(new double[1], new double[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonProbabilities.of(new double[] {Double.NaN, 0}, new double[] {1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonProbabilities.of(new double[] {0, 0}, new double[] {1, -1}))
                .withMessage("mean and spread of arm 1 must be finite and the spread at least 0, are 0.0 and -1.0");
    }

    @Property(seed = "1", tries = 300)
    void of_anyArms_sumIsOneAndNoneNegative(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -3, max = 3) Double> means,
            @ForAll @IntRange(min = 0, max = 1000) int seed) {
        double[] p = ThompsonProbabilities.of(array(means), spreads(means.size(), seed));
        assertThat(Arrays.stream(p).sum()).isEqualTo(1, within(1e-12));
        assertThat(Arrays.stream(p).min().orElseThrow()).isNotNegative();
    }

    @Property(seed = "1", tries = 300)
    void of_armsReordered_probabilitiesReordered(
            @ForAll @Size(min = 2, max = 12) List<@DoubleRange(min = -1, max = 1) Double> means,
            @ForAll @IntRange(min = 0, max = 1000) int seed) {
        double[] mean = array(means);
        double[] spread = spreads(mean.length, seed);
        double[] p = ThompsonProbabilities.of(mean, spread);
        double[] reversed = ThompsonProbabilities.of(reversed(mean), reversed(spread));
        for (int i = 0; i < p.length; i++) {
            assertThat(reversed[p.length - 1 - i]).isEqualTo(p[i], within(1e-12));
        }
    }

    @Property(seed = "1", tries = 300)
    void of_oneMeanRaised_itsProbabilityNotLower(
            @ForAll @Size(min = 2, max = 8) List<@DoubleRange(min = -1, max = 1) Double> means,
            @ForAll @IntRange(min = 0, max = 1000) int seed) {
        double[] mean = array(means);
        double[] spread = spreads(mean.length, seed);
        double before = ThompsonProbabilities.of(mean, spread)[0];
        mean[0] += .1;
        assertThat(ThompsonProbabilities.of(mean, spread)[0]).isGreaterThanOrEqualTo(before - 1e-6);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Spreads over four orders of magnitude, some of them none. */
    private static double[] spreads(int n, int seed) {
        Random random = new Random(seed);
        double[] spread = new double[n];
        for (int i = 0; i < n; i++) {
            spread[i] = random.nextInt(8) == 0 ? 0 : Math.pow(10, -4 * random.nextDouble());
        }
        return spread;
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }

    private static double[] frequencies(double[] mean, double[] spread, int draws, Random random) {
        double[] won = new double[mean.length];
        for (int n = 0; n < draws; n++) {
            int best = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < mean.length; i++) {
                double draw = mean[i] + spread[i] * random.nextGaussian();
                if (draw > highest) {
                    highest = draw;
                    best = i;
                }
            }
            won[best] += 1.0 / draws;
        }
        return won;
    }

    /** A second implementation: a plain sum over 20,000 equal steps. */
    private static double[] fineSum(double[] mean, double[] spread) {
        double[] p = new double[mean.length];
        double step = 6.0 / 20_000;
        for (double t = -3 + step / 2; t < 3; t += step) {
            for (int i = 0; i < p.length; i++) {
                double z = (t - mean[i]) / spread[i];
                double product = step * Math.exp(-z * z / 2) / (spread[i] * Math.sqrt(2 * Math.PI));
                for (int j = 0; j < p.length; j++) {
                    product *= i == j ? 1 : normalCumulative((t - mean[j]) / spread[j]);
                }
                p[i] += product;
            }
        }
        return p;
    }

    /** Abramowitz and Stegun 26.2.17 is too coarse here; Simpson's rule over the density is not. */
    private static double normalCumulative(double z) {
        if (Math.abs(z) > 9) {
            return z > 0 ? 1 : 0;
        }
        int steps = 200;
        double h = z / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double x = i * h;
            sum += Math.exp(-x * x / 2) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return .5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }
}

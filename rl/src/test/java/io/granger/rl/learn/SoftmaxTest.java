package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SoftmaxTest {

    private static final double LN3 = Math.log(3);

    @Test
    void probabilities_byHand() {
        double[] p = Softmax.probabilities(new double[] {0, LN3});
        assertThat(p[0]).isEqualTo(0.25, within(1e-15));
        assertThat(p[1]).isEqualTo(0.75, within(1e-15));
    }

    @Test
    void probabilities_hugePreferences() {
        assertThat(Softmax.probabilities(new double[] {1e300, 1e300})).containsExactly(0.5, 0.5);
        assertThat(Softmax.logProbabilities(new double[] {0, 2000})[0]).isEqualTo(-2000);
    }

    @Test
    void entropy_uniformAndCertain() {
        assertThat(Softmax.entropy(new double[] {1, 1, 1})).isEqualTo(LN3, within(1e-15));
        assertThat(Softmax.entropy(new double[] {0, 1e6})).isZero();
    }

    @Test
    void logGradient_byHand() {
        double[] gradient = Softmax.logGradient(new double[] {0, LN3}, 0);
        assertThat(gradient[0]).isEqualTo(0.75, within(1e-15));
        assertThat(gradient[1]).isEqualTo(-0.75, within(1e-15));
    }

    @Test
    void crossEntropy_byHand() {
        // -(.5 ln .25 + .5 ln .75)
        double expected = -0.5 * Math.log(0.25) - 0.5 * Math.log(0.75);
        assertThat(Softmax.crossEntropy(new double[] {0, LN3}, new double[] {0.5, 0.5}))
                .isEqualTo(expected, within(1e-15));
    }

    @Property(seed = "1")
    void entropyGradient_againstFiniteDifferences(
            @ForAll @Size(3) List<@DoubleRange(min = -3, max = 3) Double> preferences) {
        double[] z = preferences.stream().mapToDouble(Double::doubleValue).toArray();
        double[] gradient = Softmax.entropyGradient(z);
        for (int i = 0; i < z.length; i++) {
            double[] above = z.clone();
            double[] below = z.clone();
            above[i] += 1e-6;
            below[i] -= 1e-6;
            double slope = (Softmax.entropy(above) - Softmax.entropy(below)) / 2e-6;
            assertThat(gradient[i]).isEqualTo(slope, within(1e-8));
        }
    }
}

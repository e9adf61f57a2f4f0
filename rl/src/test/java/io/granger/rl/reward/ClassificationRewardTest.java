package io.granger.rl.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ClassificationRewardTest {

    @Test
    void accuracy_rightAndWrong() {
        assertThat(ClassificationReward.accuracy(true)).isEqualTo(1);
        assertThat(ClassificationReward.accuracy(false)).isEqualTo(-1);
    }

    @Test
    void f1_byHand() {
        // precision 3/4, recall 3/5: harmonic mean 2/3
        assertThat(ClassificationReward.f1(3, 1, 2)).isEqualTo(2.0 / 3, within(1e-15));
        assertThat(ClassificationReward.f1(0, 1, 0)).isZero();
        assertThat(ClassificationReward.f1(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void confidence_byHand() {
        assertThat(ClassificationReward.confidence(true, 0.8)).isEqualTo(0.8);
        assertThat(ClassificationReward.confidence(false, 0.8)).isEqualTo(-0.8);
    }

    @Test
    void calibration_byHand() {
        // 1 - 2 * .04 and 1 - 2 * .64
        assertThat(ClassificationReward.calibration(true, 0.8)).isEqualTo(0.92, within(1e-15));
        assertThat(ClassificationReward.calibration(false, 0.8)).isEqualTo(-0.28, within(1e-15));
    }

    /** Saying the chance of being right pays at least as much on average as saying anything else. */
    @Property(seed = "1")
    void calibration_honestyPays(
            @ForAll @DoubleRange(max = 1) double chance, @ForAll @DoubleRange(max = 1) double said) {
        assertThat(expected(chance, chance)).isGreaterThanOrEqualTo(expected(chance, said) - 1e-12);
    }

    @Test
    void latencyAware_byHand() {
        // as expected: the latency's part is 0; at once 1; from twice the time on -1
        assertThat(ClassificationReward.latencyAware(1, 100, 100, 0.25)).isEqualTo(0.75);
        assertThat(ClassificationReward.latencyAware(1, 0, 100, 0.25)).isEqualTo(1);
        assertThat(ClassificationReward.latencyAware(1, 900, 100, 0.25)).isEqualTo(0.5);
    }

    @Test
    void calibrationError_byHand() {
        // first bin: .1 said twice, half right: |.2 - 1|; second: .9 said twice, all right: |1.8 - 2|; over 4
        double error = ClassificationReward.calibrationError(
                new double[] {0.1, 0.1, 0.9, 0.9}, new boolean[] {true, false, true, true}, 2);
        assertThat(error).isEqualTo(0.25, within(1e-15));
    }

    @Test
    void outOfRange_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassificationReward.calibration(true, Double.NaN))
                .withMessage("confidence must be in [0, 1], is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> ClassificationReward.f1(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ClassificationReward.latencyAware(2, 1, 1, 0));
    }

    private static double expected(double chance, double said) {
        return chance * ClassificationReward.calibration(true, said)
                + (1 - chance) * ClassificationReward.calibration(false, said);
    }
}

package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SmdpTargetsTest {

    @Test
    void qLearning_byHand() {
        // 1 + .9^3 * 2
        assertThat(SmdpTargets.qLearning(1, .9, 3, false, new double[] {-4, 2, .5}))
                .isEqualTo(2.458, within(1e-15));
    }

    @Test
    void qLearning_terminated_rewardAlone() {
        assertThat(SmdpTargets.qLearning(-1, .9, 3, true, new double[] {100})).isEqualTo(-1);
        assertThat(SmdpTargets.qLearning(-1, .9, 3, true, new double[0])).isEqualTo(-1);
    }

    @Test
    void qLearning_nothingStartable_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmdpTargets.qLearning(0, 1, 1, false, new double[0]))
                .withMessage("startable options must be at least 1, are 0");
    }

    @Test
    void qLearning_badArguments_refused() {
        double[] q = {0};
        assertThatIllegalArgumentException().isThrownBy(() -> SmdpTargets.qLearning(Double.NaN, 1, 1, true, q));
        assertThatIllegalArgumentException().isThrownBy(() -> SmdpTargets.qLearning(0, 1.1, 1, true, q));
        assertThatIllegalArgumentException().isThrownBy(() -> SmdpTargets.qLearning(0, 1, 0, true, q));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmdpTargets.qLearning(0, 1, 1, false, new double[] {Double.NaN}));
    }

    @Property(seed = "1", tries = 200)
    void qLearning_undiscounted_lengthHasNoPart(
            @ForAll @DoubleRange(min = -1, max = 1) double reward,
            @ForAll @DoubleRange(min = -1, max = 1) double q,
            @ForAll @IntRange(min = 1, max = 1000) int k,
            @ForAll boolean terminated) {
        double longer = SmdpTargets.qLearning(reward, 1, k + 1, terminated, new double[] {q});
        assertThat(longer).isEqualTo(SmdpTargets.qLearning(reward, 1, k, terminated, new double[] {q}));
    }
}

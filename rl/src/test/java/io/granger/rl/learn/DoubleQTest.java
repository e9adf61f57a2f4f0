package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DoubleQTest {

    @Test
    void target_valueOfWhatTheOtherPrefers() {
        // online prefers the second; the frozen copy says it is worth 2: 1 + .5^2 * 2
        assertThat(DoubleQ.target(1, 0.5, 2, false, new double[] {1, 3, 2}, new double[] {9, 2, 5}))
                .isEqualTo(1.5, within(1e-15));
    }

    @Test
    void target_terminated_rewardAlone() {
        assertThat(DoubleQ.target(-1, 0.9, 1, true, new double[0], new double[0]))
                .isEqualTo(-1);
    }

    @Test
    void target_valuesNotAsMany_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoubleQ.target(0, 1, 1, false, new double[] {1}, new double[] {1, 2}))
                .withMessageContaining("1 and 2");
    }
}

package io.granger.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EntropyTest {
    @Test
    void normalized_byHand() {
        assertThat(Entropy.normalized(new double[] {.25, .25, .25, .25})).isEqualTo(1, within(1e-15));
        assertThat(Entropy.normalized(new double[] {0, 1, 0})).isZero();
        // 1.5 bits of the 2 that four can have
        assertThat(Entropy.normalized(new double[] {.5, .25, .25, 0})).isEqualTo(.75, within(1e-15));
    }

    @Test
    void normalized_onlyOne_nothingIsChosen() {
        assertThat(Entropy.normalized(new double[] {1})).isZero();
    }

    @Test
    void normalized_notAProbability_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entropy.normalized(new double[] {.5, Double.NaN}))
                .withMessage("probability must be in [0, 1], is NaN");
    }
}

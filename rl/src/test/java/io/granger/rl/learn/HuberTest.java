package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HuberTest {

    @Test
    void loss_withinAndBeyondTheBend() {
        assertThat(Huber.loss(0.5, 1)).isEqualTo(0.125);
        assertThat(Huber.loss(-3, 1)).isEqualTo(2.5);
        assertThat(Huber.loss(2, 2)).isEqualTo(2);
    }

    @Test
    void gradient_clippedAtTheBend() {
        assertThat(Huber.gradient(0.5, 1)).isEqualTo(0.5);
        assertThat(Huber.gradient(-3, 1)).isEqualTo(-1);
        assertThat(Huber.gradient(Double.NaN, 1)).isNaN();
    }

    @Test
    void loss_bendNotAbove0_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Huber.loss(1, 0)).withMessageContaining("delta");
    }
}

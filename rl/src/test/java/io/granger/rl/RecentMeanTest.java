package io.granger.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecentMeanTest {
    @Test
    void value_upToTheWindow_plainMean() {
        var mean = new RecentMean(4);
        assertThat(mean.value()).isNaN();
        for (double x : new double[] {1, 2, 6, 7}) {
            mean.add(x);
        }
        assertThat(mean.value()).isEqualTo(4);
    }

    @Test
    void value_beyondTheWindow_forgetsExponentially() {
        var mean = new RecentMean(10);
        for (int i = 0; i < 1_000; i++) {
            mean.add(1);
        }
        for (int i = 0; i < 30; i++) {
            mean.add(0);
        }
        assertThat(mean.value()).isEqualTo(StrictMath.pow(.9, 30), within(1e-12));
        assertThat(mean.count()).isEqualTo(1_030);
    }

    @Test
    void add_notFinite_refusedUnchanged() {
        var mean = new RecentMean(2);
        mean.add(3);
        assertThatIllegalArgumentException().isThrownBy(() -> mean.add(Double.NaN));
        assertThat(mean.value()).isEqualTo(3);
    }
}

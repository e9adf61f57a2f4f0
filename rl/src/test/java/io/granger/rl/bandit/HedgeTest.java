package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HedgeTest {

    @Test
    void observe_noShare_isBayes() {
        Hedge hedge = new Hedge(new double[] {3, 1}, 0);
        hedge.observe(new double[] {Math.log(3), 0});
        // 3/4 * 1/3 beside 1/4
        assertThat(hedge.weight(0)).isEqualTo(.5, within(1e-15));
    }

    @Test
    void observe_share_givesBack() {
        Hedge hedge = new Hedge(new double[] {1, 1}, .1);
        hedge.observe(new double[] {1e9, 0});
        assertThat(hedge.weight(0)).isEqualTo(.05, within(1e-15));
        assertThat(hedge.weight(1)).isEqualTo(.95, within(1e-15));
    }

    @Test
    void observe_theBestExpertChanges_followsWithinTwentyRounds() {
        Hedge hedge = new Hedge(new double[] {1, 1}, .001);
        for (int i = 0; i < 1000; i++) {
            hedge.observe(new double[] {0, .5});
        }
        for (int i = 0; i < 20; i++) {
            hedge.observe(new double[] {.5, 0});
        }
        // it starts from at least .0005 and wins a factor of exp(10)
        assertThat(hedge.weight(1)).isGreaterThan(.9);
    }
}

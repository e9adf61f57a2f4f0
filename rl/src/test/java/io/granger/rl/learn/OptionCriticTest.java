package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptionCriticTest {

    @Test
    void terminationGradient_optionIsWorse_endsMore() {
        // -.25 * (1 - 3)
        assertThat(OptionCritic.terminationGradient(.5, 1, 3, 0)).isEqualTo(.5);
        assertThat(OptionCritic.terminationGradient(.5, 3, 1, 0)).isEqualTo(-.5);
    }

    @Test
    void terminationGradient_costAboveTheLoss_goesOn() {
        assertThat(OptionCritic.terminationGradient(.5, 1, 3, 3)).isEqualTo(-.25);
    }

    @Test
    void policyGradient_actionBetterThanItsOption_preferredMore() {
        double[] preferences = {0, 0};
        OptionCritic.policyGradient(preferences, new double[] {.25, .75}, 0, 2, .5, .1);
        // .1 * 2 / .5 = .4, times 1 - .25 and 0 - .75
        assertThat(preferences).containsExactly(new double[] {.3, -.3}, within(1e-12));
    }

    @Test
    void criticTarget_endingPaysTheCost() {
        // 1 + .5 * (.75 * 4 + .25 * (8 - 4))
        assertThat(OptionCritic.criticTarget(1, .5, false, .25, 4, 8, 4)).isEqualTo(3);
        assertThat(OptionCritic.criticTarget(1, .5, true, .25, 4, 8, 4)).isEqualTo(1);
    }
}

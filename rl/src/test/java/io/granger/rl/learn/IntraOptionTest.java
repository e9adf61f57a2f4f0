package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntraOptionTest {

    @Test
    void qLearning_partlyEnding_mixesGoingOnAndTheBest() {
        // 1 + .5 * (.75 * 4 + .25 * 8)
        assertThat(IntraOption.qLearning(1, .5, false, .25, 4, new double[] {2, 8}))
                .isEqualTo(3.5);
    }

    @Test
    void qLearning_terminated_rewardAlone() {
        assertThat(IntraOption.qLearning(1, .5, true, .25, 4, new double[] {})).isEqualTo(1);
    }

    @Test
    void qLearning_neverEnding_startableOptionsHaveNoPart() {
        assertThat(IntraOption.qLearning(1, .5, false, 0, 4, new double[] {})).isEqualTo(3);
        assertThat(IntraOption.qLearning(1, .5, false, 1, Double.NaN, new double[] {6}))
                .isEqualTo(4);
    }

    @Test
    void rewardModel_stopsWhereTheOptionEnds() {
        assertThat(IntraOption.rewardModel(1, .5, false, .25, 8)).isEqualTo(4); // 1 + .5 * .75 * 8
        assertThat(IntraOption.rewardModel(1, .5, true, .25, 8)).isEqualTo(1);
    }

    @Test
    void stateModel_discountsOneStepMore() {
        double[] target = new double[3];
        IntraOption.stateModel(.5, false, .25, new double[] {0, .4, .8}, 0, target);
        assertThat(target).containsExactly(new double[] {.125, .15, .3}, within(1e-12));
        IntraOption.stateModel(.5, true, .25, new double[] {0, .4, .8}, 0, target);
        assertThat(target).containsExactly(0, 0, 0);
    }

    @Test
    void weight_deterministicOption_oneForItsActionOnly() {
        double[] even = {.25, .25, .25, .25};
        assertThat(IntraOption.weight(new double[] {0, 1, 0, 0}, even, 1)).isEqualTo(1);
        assertThat(IntraOption.weight(new double[] {0, 1, 0, 0}, even, 2)).isZero();
    }

    @Test
    void weight_behaviourFavoursAnAction_itCountsLess() {
        // ratios .5 / .8 and .5 / .2; the larger is 1
        assertThat(IntraOption.weight(new double[] {.5, .5}, new double[] {.8, .2}, 0))
                .isEqualTo(.25, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntraOption.weight(new double[] {.5, .5}, new double[] {1, 0}, 1));
    }

    @Test
    void byModel_valuesWhereTheOptionEnds() {
        // .3 + .5 * 2 + .25 * 4
        assertThat(SmdpTargets.byModel(.3, new double[] {.5, 0, .25}, new double[] {2, 9, 4}))
                .isEqualTo(2.3, within(1e-12));
    }

    @Test
    void interruption_onlyBeyondTheMargin() {
        assertThat(Interruption.isDue(1, new double[] {1.2, .5}, .1)).isTrue();
        assertThat(Interruption.isDue(1, new double[] {1.2, .5}, .3)).isFalse();
        assertThat(Interruption.isDue(1, new double[] {1}, 0)).isFalse();
    }
}

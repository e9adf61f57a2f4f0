package io.granger.rl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearnedModelTest {

    @Test
    void successors_sharesOfTheVisits() {
        LearnedModel model = new LearnedModel(3, 2);
        model.observe(0, 1, 0, 1, false);
        model.observe(0, 1, 0, 1, false);
        model.observe(0, 1, 0, 1, false);
        model.observe(0, 1, 0, 2, false);
        assertThat(model.successors(0, 1)).containsExactly(0, .75, .25);
        assertThat(model.successors(0, 0)).containsExactly(0, 0, 0);
        assertThat(model.visits(0, 1)).isEqualTo(4);
    }

    @Test
    void novelty_shareOfLooksThatBroughtSomethingNew() {
        NoveltyRate rate = new NoveltyRate();
        assertThat(rate.at(0)).isEqualTo(1);
        assertThat(rate.at(1)).isEqualTo(.5); // one look, half new
        rate.observe(1, false);
        rate.observe(1, false);
        rate.observe(1, true);
        assertThat(rate.at(1)).isEqualTo(1.5 / 4);
        assertThat(rate.at(2)).isEqualTo(.5); // another stage
        rate.observe(2, false);
        assertThat(rate.at(3)).isEqualTo(.25); // 2 and 3 are one stage
    }

    @Test
    void effects_rewardOfTheStepMatters_keptByStep() {
        LearnedModel model = new LearnedModel(2, 2);
        // both actions stay in cell 0, one costs 1 and the other 10
        for (int i = 0; i < 4; i++) {
            model.observe(0, 0, -1, 0, false);
            model.observe(0, 1, -10, 0, false);
            model.observe(1, 0, -1, 1, false);
            model.observe(1, 1, -10, 1, false);
        }
        assertThat(model.reward(0, 0, 0)).isEqualTo(-1, within(1e-12));
        assertThat(model.reward(0, 1, 0)).isEqualTo(-10, within(1e-12));
        assertThat(model.changes()).isZero();
    }

    @Test
    void effects_rewardOfTheArrivalMatters_knownForStepsNeverTaken() {
        LearnedModel model = new LearnedModel(3, 2);
        model.observe(0, 0, 1, 2, true);
        assertThat(model.reward(1, 1, 2)).isEqualTo(1);
        assertThat(model.end(1, 1, 2)).isEqualTo(1);
    }

    @Test
    void observe_sameForLongThenNot_everythingElseInDoubt() {
        LearnedModel model = new LearnedModel(3, 1);
        for (int i = 0; i < 100; i++) {
            model.observe(0, 0, 0, 1, false);
            model.observe(1, 0, 1, 2, true);
        }
        assertThat(model.doubt(0, 0, 1)).isZero();
        assertThat(model.observe(1, 0, 0, 2, false)).isTrue();
        assertThat(model.changes()).isEqualTo(1);
        // the one thing seen since did change, so all that was not seen since is held to have changed
        assertThat(model.doubt(0, 0, 1)).isEqualTo(1);
        assertThat(model.doubt(1, 0, 2)).isZero();
        assertThat(model.end(1, 0, 2)).isZero();
        // another thing is as it was: of two seen since, one changed
        model.observe(0, 0, 0, 1, false);
        assertThat(model.doubt(0, 0, 1)).isZero();
        model.observe(2, 0, 0, 0, false);
        assertThat(model.doubt(2, 0, 0)).isZero();
    }

    @Test
    void observe_rewardsOfManyKinds_noChange() {
        LearnedModel model = new LearnedModel(1, 1);
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < 2000; i++) {
            model.observe(0, 0, random.nextGaussian(), 0, false);
        }
        assertThat(model.changes()).isZero();
    }
}

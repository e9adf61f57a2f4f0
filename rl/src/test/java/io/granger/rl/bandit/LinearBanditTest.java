package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Each way to explore, on arms that are their mean reward: prior .5, counting for one row. */
class LinearBanditTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double[] NOTHING = {};

    private static LinearBandit bandit(int arms, Exploration exploration, double floor) {
        return new LinearBandit(arms, new LevelMap(), NOTHING, .5, NEVER, exploration, floor);
    }

    /** Means 2/3 after one success in one row over a prior of .5, and 1/4 after one failure. */
    private static LinearBandit afterOneSuccessAndOneFailure(Exploration exploration, double floor) {
        LinearBandit bandit = bandit(2, exploration, floor);
        bandit.learn(NOTHING, 0, 1);
        bandit.learn(NOTHING, 1, 0);
        return bandit;
    }

    private static double[] probabilities(LinearBandit bandit) {
        double[] into = new double[bandit.arms()];
        bandit.probabilities(NOTHING, into);
        return into;
    }

    @Test
    void score_afterOneRowOfEach() {
        LinearBandit bandit = afterOneSuccessAndOneFailure(new Exploration.Optimism(1), 0);
        double[] mean = new double[2];
        double[] spread = new double[2];
        bandit.score(NOTHING, mean, spread);
        // arm 0 starts from .5 and has (.5 + 1) / 2; arm 1 starts from what was known then, (.5 + 1) / 2, and has half
        // of it
        assertThat(mean).containsExactly(.75, .375);
        assertThat(spread[0]).isEqualTo(Math.sqrt(.5), within(1e-15));
    }

    @Test
    void epsilon_fallsByHalfAtItsHalfLife() {
        LinearBandit bandit = afterOneSuccessAndOneFailure(new Exploration.Epsilon(.4, 2), 0);
        // .4 * 2 / (2 + 2 rounds) = .2, half of it to each arm
        assertThat(probabilities(bandit)).containsExactly(new double[] {.9, .1}, within(1e-15));
    }

    @Test
    void optimism_prefersTheArmLessKnown_onlyWhenBold() {
        LinearBandit shy = bandit(2, new Exploration.Optimism(.1), 0);
        LinearBandit bold = bandit(2, new Exploration.Optimism(2), 0);
        for (LinearBandit bandit : new LinearBandit[] {shy, bold}) {
            bandit.learn(NOTHING, 0, .6);
            bandit.learn(NOTHING, 0, .6);
            bandit.learn(NOTHING, 0, .6);
            bandit.learn(NOTHING, 1, .4);
        }
        // means .575 and .4875; spreads .5 and .7071
        assertThat(probabilities(shy)).containsExactly(1, 0);
        assertThat(probabilities(bold)).containsExactly(0, 1);
    }

    @Test
    void optimism_ties_share() {
        assertThat(probabilities(bandit(4, new Exploration.Optimism(1), 0))).containsExactly(.25, .25, .25, .25);
    }

    @Test
    void posterior_twoArms_isTheNormalProbability() {
        LinearBandit bandit = afterOneSuccessAndOneFailure(new Exploration.Posterior(.375), 0);
        // the difference has mean .375 and deviation .375 * sqrt(1/2 + 1/2): Phi(1)
        assertThat(probabilities(bandit)[0]).isEqualTo(.841344746, within(1e-6));
    }

    @Test
    void inverseGap_byHand() {
        LinearBandit bandit = afterOneSuccessAndOneFailure(new Exploration.InverseGap(8), 0);
        // 1 / (2 + 8 sqrt(3) * .375)
        double other = 1 / (2 + 3 * Math.sqrt(3));
        assertThat(probabilities(bandit)).containsExactly(new double[] {1 - other, other}, within(1e-15));
    }

    @Test
    void floor_isMixedIn() {
        LinearBandit bandit = afterOneSuccessAndOneFailure(new Exploration.Optimism(.01), .1);
        assertThat(probabilities(bandit)).containsExactly(new double[] {.95, .05}, within(1e-15));
    }

    @Test
    void armNobodyTried_isExpectedToDoAsArmsDid() {
        LinearBandit bandit = bandit(3, new Exploration.Optimism(1), 0);
        bandit.learn(NOTHING, 0, .2);
        bandit.learn(NOTHING, 1, .2);
        double[] mean = new double[3];
        bandit.score(NOTHING, mean, new double[3]);
        // (.5 + .2 + .2) / 3
        assertThat(mean[2]).isEqualTo(.3, within(1e-15));
    }

    @Test
    void forgetting_theBestArmChanges() {
        LinearBandit forgets = new LinearBandit(2, new LevelMap(), NOTHING, .5, 50, new Exploration.Optimism(.3), .02);
        for (int i = 0; i < 1000; i++) {
            forgets.learn(NOTHING, i % 2, i % 2);
        }
        for (int i = 0; i < 200; i++) {
            forgets.learn(NOTHING, i % 2, 1 - i % 2);
        }
        double[] mean = new double[2];
        forgets.score(NOTHING, mean, new double[2]);
        // exp(-200 / 50) = .018 of the old rows is left
        assertThat(mean[0]).isGreaterThan(.9);
        assertThat(mean[1]).isLessThan(.1);
    }

    @Test
    void settings_outOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit(0, new Exploration.Optimism(1), 0))
                .withMessage("arms must be at least 1, are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit(2, new Exploration.Optimism(1), 1.5))
                .withMessage("floor must be in [0, 1], is 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exploration.Epsilon(2, 1))
                .withMessage("first must be in [0, 1], is 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exploration.InverseGap(Double.NaN))
                .withMessageContaining("gamma must be finite and above 0");
    }

    @Test
    void reward_notFinite_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit(2, new Exploration.Optimism(1), 0).learn(NOTHING, 0, Double.NaN))
                .withMessageContaining("must be finite");
    }
}

package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseBanditTest {

    @Test
    void learn_oneFeature_firstStepIsTheRate() {
        SparseBandit bandit = new SparseBandit(2, 4, .5, .2);
        int[] indices = {3};
        double[] values = {2};
        double[] into = new double[2];
        bandit.probabilities(indices, values, 1, into);
        assertThat(into).containsExactly(new double[] {.5, .5}, within(1e-15));

        bandit.learn(indices, values, 1, 1, 1);
        // gradient -2, its square 4 (and 1e-8): the weight is .5 * 2 / 2, so arm 1 is expected to give 1
        bandit.probabilities(indices, values, 1, into);
        assertThat(into).containsExactly(new double[] {.1, .9}, within(1e-15));

        bandit.learn(indices, values, 1, 1, 0);
        // error 1, gradient 2, squares 8: the weight is .5 - .5 * 2 / sqrt(8), still above 0
        bandit.probabilities(indices, values, 1, into);
        assertThat(into[1]).isEqualTo(.9, within(1e-15));
    }

    @Test
    void learn_whichFeatureMeansWhichArm() {
        SparseBandit bandit = new SparseBandit(5, 12, .5, .02);
        SplittableRandom random = new SplittableRandom(1);
        double[] into = new double[5];
        double[] ones = {1, 1, 1};
        int right = 0;
        for (int round = 0; round < 4000; round++) {
            int kind = random.nextInt(5);
            int[] indices = {0, 1000 + kind, 2000 + random.nextInt(1000)};
            bandit.probabilities(indices, ones, 3, into);
            int arm = draw(into, random.nextDouble());
            bandit.learn(indices, ones, 3, arm, arm == kind ? 1 : 0);
            right += round >= 3000 && arm == kind ? 1 : 0;
        }
        // .98 + .02 / 5 = .984 at best
        assertThat(right / 1000.0).isGreaterThan(.9);
    }

    private static int draw(double[] probabilities, double uniform) {
        double below = 0;
        for (int i = 0; i < probabilities.length; i++) {
            below += probabilities[i];
            if (uniform < below) {
                return i;
            }
        }
        return probabilities.length - 1;
    }

    @Test
    void settings_outOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparseBandit(2, 25, .5, 0))
                .withMessageContaining("bits in [1, 24]");
    }
}

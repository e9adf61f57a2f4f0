package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One configuration, worlds that each ask for something else; the seeds are part of the claims. */
class AutoBanditTest {
    private static final double FLOOR = .01;

    /** What an arm earns in a round. */
    private interface Rewards {
        double of(int round, double[] x, int arm);
    }

    /** Mean reward over the rounds from {@code from} on. */
    private static double play(int arms, int features, int rounds, int from, long seed, Rewards rewards) {
        double[] precisions = new double[features];
        Arrays.fill(precisions, 1);
        AutoBandit bandit = new AutoBandit(arms, precisions, FLOOR);
        SplittableRandom random = new SplittableRandom(seed);
        double[] probabilities = new double[arms];
        double sum = 0;
        for (int round = 0; round < rounds; round++) {
            double[] x = IntStream.range(0, features)
                    .mapToDouble(i -> random.nextGaussian())
                    .toArray();
            bandit.probabilities(x, probabilities);
            assertThat(Arrays.stream(probabilities).sum()).isEqualTo(1, within(1e-9));
            int arm = 0;
            for (double below = probabilities[0], draw = random.nextDouble(); arm < arms - 1 && draw >= below; ) {
                below += probabilities[++arm];
            }
            double reward = rewards.of(round, x, arm);
            bandit.learn(x, arm, reward);
            sum += round >= from ? reward : 0;
        }
        return sum / (rounds - from);
    }

    @Test
    void linearWorld() {
        double last =
                play(3, 4, 900, 600, 1, (round, x, arm) -> x[arm] == Math.max(x[0], Math.max(x[1], x[2])) ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }

    @Test
    void exclusiveOr_noLinearModelKnows() {
        double last = play(2, 2, 1500, 1000, 1, (round, x, arm) -> (x[0] * x[1] > 0 ? 1 : 0) == arm ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }

    @Test
    void featuresMeanNothing_theBestArmIsFound() {
        SplittableRandom luck = new SplittableRandom(7);
        double last = play(5, 20, 1500, 1000, 1, (round, x, arm) -> luck.nextDouble() < (arm == 3 ? .8 : .4) ? 1 : 0);
        // .8 at best; even choices earn .48
        assertThat(last).isGreaterThan(.72);
    }

    @Test
    void whichArmSuitsWhichStateTurnsAround_itIsLearntAnew() {
        double last = play(
                2, 3, 4000, 3000, 1, (round, x, arm) -> (x[0] > 0 ? 1 : 0) == (round < 1500 ? arm : 1 - arm) ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }

    @Test
    void learn_ofAStateItDidNotJustLookAt_isTheSame() {
        AutoBandit one = new AutoBandit(2, new double[] {1}, FLOOR);
        AutoBandit other = new AutoBandit(2, new double[] {1}, FLOOR);
        double[] ofOne = new double[2];
        double[] ofOther = new double[2];
        for (int i = 0; i < 20; i++) {
            double[] x = {i % 3};
            one.probabilities(x, ofOne);
            one.learn(x, i % 2, i % 3 == 0 ? 1 : 0);
            other.probabilities(new double[] {9}, ofOther);
            other.learn(x, i % 2, i % 3 == 0 ? 1 : 0);
        }
        one.probabilities(new double[] {1}, ofOne);
        other.probabilities(new double[] {1}, ofOther);
        assertThat(ofOne).containsExactly(ofOther);
    }

    @Test
    void arms_atLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AutoBandit(0, new double[0], 0))
                .withMessage("arms must be at least 1, are 0");
    }
}

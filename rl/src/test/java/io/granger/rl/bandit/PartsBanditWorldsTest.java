package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The one configuration, with the beliefs of the hub and with those of recorded tables, in worlds that each ask for something else; the
 * seeds are part of the claims.
 */
class PartsBanditWorldsTest {
    private static final String KEY = "key";
    private static final double FLOOR = .01;
    private static final double[] EVEN = {.25, .25, .25, .25};

    /** How much there is to believe. */
    private enum Bank {
        OF_THE_HUB(PartsBandit.DEFAULTS.beliefs()),
        OF_TABLES(PartsBandit.WIDE);

        private final Beliefs beliefs;

        Bank(Beliefs beliefs) {
            this.beliefs = beliefs;
        }
    }

    /** What an arm earns in a round. */
    private interface Rewards {
        double of(int round, float[] x, int arm);
    }

    /** Mean reward over the rounds from {@code from} on. */
    private static double play(Bank bank, int arms, int features, int rounds, int from, Rewards rewards) {
        PartsBandit bandit = new PartsBandit(PartsBandit.DEFAULTS.withBeliefs(bank.beliefs));
        List<Arm> all = IntStream.range(0, arms)
                .mapToObj(arm -> new Arm("arm-" + arm, new float[0]))
                .toList();
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        for (int round = 0; round < rounds; round++) {
            float[] x = new float[features];
            for (int i = 0; i < features; i++) {
                x[i] = (float) random.nextGaussian();
            }
            Scores scores = bandit.score(KEY, x, all, EVEN);
            ActionDistribution played =
                    ActionDistribution.of(PartsBandit.probabilities(scores)).withFloor(FLOOR);
            int arm = played.pick(random.nextDouble());
            double reward = rewards.of(round, x, arm);
            double[] targets = new double[PartsBandit.PARTS];
            Arrays.fill(targets, reward);
            double[] probabilities =
                    IntStream.range(0, arms).mapToDouble(played::probability).toArray();
            bandit.learn(KEY, x, all.get(arm), targets, new Choice(scores, probabilities, arm), EVEN);
            sum += round >= from ? reward : 0;
        }
        return sum / (rounds - from);
    }

    @ParameterizedTest
    @EnumSource
    void linearWorld(Bank bank) {
        double last =
                play(bank, 3, 4, 900, 600, (round, x, arm) -> x[arm] == Math.max(x[0], Math.max(x[1], x[2])) ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }

    @ParameterizedTest
    @EnumSource
    void exclusiveOr_noLinearModelKnows(Bank bank) {
        double last = play(bank, 2, 2, 1500, 1000, (round, x, arm) -> (x[0] * x[1] > 0 ? 1 : 0) == arm ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }

    @ParameterizedTest
    @EnumSource
    void featuresMeanNothing_theBestArmIsFound(Bank bank) {
        SplittableRandom luck = new SplittableRandom(7);
        double last =
                play(bank, 5, 20, 1500, 1000, (round, x, arm) -> luck.nextDouble() < (arm == 3 ? .8 : .4) ? 1 : 0);
        // .8 at best; even choices earn .48
        assertThat(last).isGreaterThan(.72);
    }

    @ParameterizedTest
    @EnumSource
    void whichArmSuitsWhichStateTurnsAround_itIsLearntAnew(Bank bank) {
        double last = play(
                bank,
                2,
                3,
                4000,
                3000,
                (round, x, arm) -> (x[0] > 0 ? 1 : 0) == (round < 1500 ? arm : 1 - arm) ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }
}

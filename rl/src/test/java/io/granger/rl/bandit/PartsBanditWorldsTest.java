package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The learner of the hub, worlds that each ask for something else; the seeds are part of the claims. */
class PartsBanditWorldsTest {
    private static final String KEY = "key";
    private static final double FLOOR = .01;
    private static final double[] EVEN = {.25, .25, .25, .25};

    /** What an arm earns in a round. */
    private interface Rewards {
        double of(int round, float[] x, int arm);
    }

    /** Mean reward over the rounds from {@code from} on. */
    private static double play(int arms, int features, int rounds, int from, Rewards rewards) {
        PartsBandit bandit = new PartsBandit();
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

    @Test
    void linearWorld() {
        double last = play(3, 4, 900, 600, (round, x, arm) -> x[arm] == Math.max(x[0], Math.max(x[1], x[2])) ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }

    @Test
    void exclusiveOr_noLinearModelKnows() {
        double last = play(2, 2, 1500, 1000, (round, x, arm) -> (x[0] * x[1] > 0 ? 1 : 0) == arm ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }

    @Test
    void featuresMeanNothing_theBestArmIsFound() {
        SplittableRandom luck = new SplittableRandom(7);
        double last = play(5, 20, 1500, 1000, (round, x, arm) -> luck.nextDouble() < (arm == 3 ? .8 : .4) ? 1 : 0);
        // .8 at best; even choices earn .48
        assertThat(last).isGreaterThan(.72);
    }

    @Test
    void whichArmSuitsWhichStateTurnsAround_itIsLearntAnew() {
        double last =
                play(2, 3, 4000, 3000, (round, x, arm) -> (x[0] > 0 ? 1 : 0) == (round < 1500 ? arm : 1 - arm) ? 1 : 0);
        assertThat(last).isGreaterThan(.85);
    }
}

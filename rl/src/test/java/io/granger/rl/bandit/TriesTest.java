package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who was hardly tried is given credit for a wider spread. */
class TriesTest {
    private static final String KEY = "key";
    private static final double[] ONE = {1};
    private static final double[] EVEN = {.25, .25, .25, .25};
    private static final float[] STATE = {};
    private static final Arm OFTEN = new Arm("often", new float[0]);
    private static final Arm TWICE = new Arm("twice", new float[0]);
    private static final Arm NEVER = new Arm("never", new float[0]);

    private static LinearArmsSettings settings(double tries) {
        return new LinearArmsSettings(
                1,
                1,
                1,
                .5,
                .3,
                1,
                Double.POSITIVE_INFINITY,
                8,
                10,
                List.of(),
                Beliefs.forgetting(List.of(1.0), 0),
                0,
                0,
                tries);
    }

    private static double[] spreads(double tries, List<Arm> arms) {
        LinearArms learnt = new LinearArms(settings(tries), 1);
        for (int i = 0; i < 200; i++) {
            learnt.learn(KEY, STATE, i < 2 ? TWICE : OFTEN, new double[] {i % 2});
        }
        return learnt.score(KEY, STATE, arms, ONE).spread();
    }

    @Test
    void spread_byTries_factorByHand() {
        List<Arm> arms = List.of(OFTEN, TWICE, NEVER);
        double[] plain = spreads(0, arms);
        double[] credited = spreads(6, arms);
        // 200 rounds of 3 arms; 198, 2 and 0 rows, and 1 that the prior counts for
        double due = 6 * Math.log(1 + 200 / 300.0);
        assertThat(credited[0] / plain[0]).isEqualTo(1 + due / 199, within(1e-9));
        assertThat(credited[1] / plain[1]).isEqualTo(1 + due / 3, within(1e-9));
        assertThat(credited[2] / plain[2]).isEqualTo(1 + due, within(1e-9));
    }

    @Test
    void spread_ofTwoArms_roundsAreCountedByArm() {
        double due = 6 * Math.log(1 + 200 / 200.0);
        double[] plain = spreads(0, List.of(OFTEN, TWICE));
        double[] credited = spreads(6, List.of(OFTEN, TWICE));
        assertThat(credited[1] / plain[1]).isEqualTo(1 + due / 3, within(1e-9));
    }

    /** One seed. */
    @Test
    void choose_aBetterArmComesLate_itIsFound() {
        PartsBandit bandit = new PartsBandit();
        SplittableRandom random = new SplittableRandom(1);
        double[] truth = {.6, .5, .8};
        List<Arm> all = List.of(OFTEN, TWICE, NEVER);
        int late = 0;
        for (int round = 0; round < 3500; round++) {
            List<Arm> there = round < 3000 ? all.subList(0, 2) : all;
            Scores scores = bandit.score(KEY, STATE, there, EVEN);
            int arm = ActionDistribution.of(PartsBandit.probabilities(scores))
                    .withFloor(.01)
                    .pick(random.nextDouble());
            double[] targets = new double[PartsBandit.PARTS];
            Arrays.fill(targets, random.nextDouble() < truth[arm] ? 1 : 0);
            bandit.learn(KEY, STATE, there.get(arm), targets);
            late += round >= 3300 && arm == 2 ? 1 : 0;
        }
        assertThat(late / 200.0).isGreaterThan(.9);
    }

    @Test
    void settings_badTries_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(-1))
                .withMessage("tries must be finite and at least 0, are -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Double.POSITIVE_INFINITY));
    }
}

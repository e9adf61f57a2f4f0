package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.Scores;
import io.granger.rl.SnapshotRejected;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartsBanditTest {

    private static final double[] EVEN = {.25, .25, .25, .25};
    private static final float[] STATE = {1, 0};
    private static final Arm GOOD = new Arm("good", new float[] {.5f});
    private static final Arm BAD = new Arm("bad", new float[] {.5f});
    private static final double[] ALL = {1, 1, 1, 1};
    private static final double[] NONE = {0, 0, 0, 0};

    @Test
    void score_unknownKey_allAlikeInTheMiddle() {
        Scores scores = new PartsBandit().score("k", STATE, List.of(GOOD, BAD), EVEN);
        assertThat(scores.value()).containsExactly(0, 0);
        assertThat(scores.spread()[0]).isPositive().isEqualTo(scores.spread()[1]);
    }

    @Test
    void learn_oneArmWinsOneFails_valuesNearTheRewards() {
        PartsBandit bandit = new PartsBandit();
        for (int i = 0; i < 200; i++) {
            bandit.learn("k", STATE, GOOD, ALL);
            bandit.learn("k", STATE, BAD, NONE);
        }
        Scores scores = bandit.score("k", STATE, List.of(GOOD, BAD), EVEN);
        assertThat(scores.value()[0]).isEqualTo(1, within(.03));
        assertThat(scores.value()[1]).isEqualTo(-1, within(.03));
    }

    @Test
    void score_otherWeights_onlyTheirPartsCount() {
        PartsBandit bandit = new PartsBandit();
        for (int i = 0; i < 200; i++) {
            bandit.learn("k", STATE, GOOD, new double[] {1, .2, .5, .5});
            bandit.learn("k", STATE, BAD, new double[] {1, .8, .5, .5});
        }
        double[] latency = bandit.score("k", STATE, List.of(GOOD, BAD), new double[] {0, 1, 0, 0})
                .value();
        double[] success = bandit.score("k", STATE, List.of(GOOD, BAD), new double[] {1, 0, 0, 0})
                .value();
        assertThat(latency).containsExactly(new double[] {2 * .2 - 1, 2 * .8 - 1}, within(.03));
        assertThat(success[0]).isEqualTo(success[1], within(.03));
    }

    @Test
    void score_newArm_startsFromWhatArmsOfTheKeyHaveInCommon() {
        PartsBandit bandit = new PartsBandit();
        Random random = new Random(1);
        // whoever's feature is 1 succeeds
        for (int i = 0; i < 600; i++) {
            int feature = random.nextInt(2);
            Arm arm = new Arm("arm-" + feature + "-" + random.nextInt(4), new float[] {feature});
            bandit.learn("k", STATE, arm, feature == 1 ? ALL : NONE);
        }
        Arm promising = new Arm("new-1", new float[] {1});
        Arm doubtful = new Arm("new-0", new float[] {0});
        Arm known = new Arm("arm-1-0", new float[] {1});
        Scores scores = bandit.score("k", STATE, List.of(promising, doubtful, known), EVEN);
        assertThat(scores.value()[0]).isGreaterThan(.5);
        assertThat(scores.value()[1]).isLessThan(-.5);
        assertThat(scores.spread()[0]).isGreaterThan(2 * scores.spread()[2]);
    }

    @Test
    void score_armNotChosenForLong_doubtedMoreAndMore() {
        PartsBandit bandit = new PartsBandit();
        for (int i = 0; i < 100; i++) {
            bandit.learn("k", STATE, BAD, NONE);
        }
        double value = bandit.score("k", STATE, List.of(BAD), EVEN).value()[0];
        double doubt = 0;
        for (int i = 0; i < 5; i++) {
            for (int round = 0; round < 1000; round++) {
                bandit.learn("k", STATE, GOOD, ALL);
            }
            Scores scores = bandit.score("k", STATE, List.of(BAD, GOOD), EVEN);
            double ratio = scores.spread()[0] / scores.spread()[1];
            assertThat(ratio).isGreaterThan(doubt);
            assertThat(scores.value()[0]).isGreaterThan(value).isLessThan(scores.value()[1]);
            doubt = ratio;
            value = scores.value()[0];
        }
        assertThat(doubt).isGreaterThan(10);
    }

    @Test
    void score_changesNothing() {
        PartsBandit bandit = new PartsBandit();
        bandit.learn("k", STATE, GOOD, ALL);
        byte[] before = bandit.save();
        bandit.score("k", new float[] {9, -3}, List.of(GOOD, BAD), EVEN);
        bandit.score("other", STATE, List.of(GOOD), EVEN);
        assertThat(bandit.save()).isEqualTo(before);
    }

    @Test
    void score_newVersion_startsFromTheOneBefore_heldLoosely() {
        PartsBandit bandit = new PartsBandit();
        Arm first = new Arm("good@1", "good", new float[] {.5f});
        Arm second = new Arm("good@2", "good", new float[] {.5f});
        Arm stranger = new Arm("new", new float[] {.5f});
        for (int i = 0; i < 200; i++) {
            bandit.learn("k", STATE, first, ALL);
            bandit.learn("k", STATE, BAD, NONE);
        }
        Scores scores = bandit.score("k", STATE, List.of(first, second, stranger), EVEN);
        assertThat(scores.value()[1]).isEqualTo(scores.value()[0], within(1e-9));
        assertThat(scores.value()[2]).isEqualTo(0, within(.2));
        assertThat(scores.spread()[1]).isGreaterThan(5 * scores.spread()[0]);

        for (int i = 0; i < 20; i++) {
            bandit.learn("k", STATE, second, NONE);
        }
        PartsBandit restored = PartsBandit.restore(bandit.save());
        Scores after = restored.score("k", STATE, List.of(first, second), EVEN);
        assertThat(after.value()[0]).isEqualTo(1, within(.1));
        assertThat(after.value()[1]).isLessThan(-.7);
    }

    @Test
    void correct_lateQuality_valueMovesTheRightWay() {
        PartsBandit bandit = new PartsBandit();
        for (int i = 0; i < 20; i++) {
            bandit.learn("k", STATE, GOOD, new double[] {1, .5, .5, .5});
        }
        double[] quality = {0, 0, 1, 0};
        double before = bandit.score("k", STATE, List.of(GOOD), quality).value()[0];
        for (int i = 0; i < 20; i++) {
            bandit.correct("k", STATE, GOOD, 2, -.5);
        }
        double after = bandit.score("k", STATE, List.of(GOOD), quality).value()[0];
        assertThat(before).isEqualTo(0, within(.05));
        assertThat(after).isEqualTo(-1, within(.1));
        assertThat(bandit.revision()).isEqualTo(40);
    }

    @Test
    void correct_unknownArm_nothing() {
        PartsBandit bandit = new PartsBandit();
        bandit.learn("k", STATE, GOOD, ALL);
        byte[] before = bandit.save();
        bandit.correct("k", STATE, BAD, 2, 1);
        bandit.correct("other", STATE, GOOD, 2, 1);
        assertThat(bandit.save()).isEqualTo(before);
    }

    @Test
    void learn_badRow_refusedUnchanged() {
        PartsBandit bandit = new PartsBandit();
        bandit.learn("k", STATE, GOOD, ALL);
        byte[] before = bandit.save();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit.learn("k", STATE, GOOD, new double[] {1, 1, Double.NaN, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit.learn("k", STATE, GOOD, new double[] {1}))
                .withMessage("targets must be 4, are 1");
        assertThatIllegalArgumentException().isThrownBy(() -> bandit.learn("k", new float[] {1, Float.NaN}, GOOD, ALL));
        assertThatIllegalArgumentException().isThrownBy(() -> bandit.learn("k", new float[] {1}, GOOD, ALL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit.learn("new", new float[] {Float.POSITIVE_INFINITY}, GOOD, ALL));
        assertThat(bandit.save()).isEqualTo(before);
    }

    @Test
    void learn_moreArmsThanModels_longestAgoForgotten() {
        LinearArms arms = new LinearArms(new LinearArmsSettings(1, 3, 100, .5, .3, .6, 1000, 8), 1);
        for (int i = 0; i < 50; i++) {
            arms.learn("key-" + i % 3, STATE, new Arm("arm-" + i, new float[] {1}), FIRST);
        }
        assertThat(arms.models()).isLessThanOrEqualTo(8);
        double recent = arms.value("key-1", STATE, new Arm("arm-49", new float[] {1}), FIRST);
        assertThat(recent).isGreaterThan(.7);
    }

    @Test
    void learn_sameRows_sameBits() {
        PartsBandit one = trained(300);
        PartsBandit other = trained(300);
        assertThat(one.save()).isEqualTo(other.save());
    }

    @Test
    void restore_afterSave_sameBitsAndSameFuture() {
        PartsBandit bandit = trained(300);
        PartsBandit restored = PartsBandit.restore(bandit.save());
        assertThat(restored.save()).isEqualTo(bandit.save());
        bandit.learn("k", STATE, GOOD, ALL);
        restored.learn("k", STATE, GOOD, ALL);
        assertThat(restored.score("k", STATE, List.of(GOOD, BAD), EVEN))
                .isEqualTo(bandit.score("k", STATE, List.of(GOOD, BAD), EVEN));
        assertThat(restored.revision()).isEqualTo(301);
        assertThat(restored.save()).isEqualTo(bandit.save());
    }

    @Test
    void restore_damaged_refusedWithReason() {
        byte[] saved = trained(20).save();
        byte[] damaged = saved.clone();
        damaged[saved.length / 2] ^= 1;
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> PartsBandit.restore(damaged))
                .withMessageContaining("damaged");
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> PartsBandit.restore(Arrays.copyOf(saved, saved.length - 8)));
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> PartsBandit.restore(new io.granger.rl.option.OptionAgent().save()))
                .withMessage("snapshot kind must be 1, is 2");
    }

    private static final double[] FIRST = {1};

    private static PartsBandit trained(int rows) {
        PartsBandit bandit = new PartsBandit();
        Random random = new Random(7);
        for (int i = 0; i < rows; i++) {
            float[] state = {random.nextFloat(), random.nextInt(2)};
            Arm arm = new Arm("arm-" + random.nextInt(3), new float[] {random.nextFloat()});
            double[] targets = random.doubles(4).toArray();
            bandit.learn("k", state, arm, targets);
        }
        return bandit;
    }
}

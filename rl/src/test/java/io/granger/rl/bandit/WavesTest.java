package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.ActionDistribution;
import io.granger.rl.OnlineStandardizer;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The third belief of an arm: waves over the state. */
class WavesTest {

    private static final String KEY = "key";
    private static final double[] EVEN = {.25, .25, .25, .25};
    private static final Arm SAME = new Arm("same", new float[0]);
    private static final Arm DIFFERENT = new Arm("different", new float[0]);

    private static LinearArmsSettings settings(int waves) {
        return new LinearArmsSettings(
                1, 3, 300, .5, .3, 1, 1000, 64, 10, List.of(), Beliefs.forgetting(List.of(1.0, 10.0), waves), 1, 4, 20);
    }

    /** Rows with two features that vary and one that does not. */
    private static OnlineStandardizer seen(int rows) {
        OnlineStandardizer seen = new OnlineStandardizer(3);
        for (int i = 0; i < rows; i++) {
            seen.observe(new float[] {i % 2, 7, 10 * (i % 3)});
        }
        return seen;
    }

    @Test
    void units_fixedWhenEnoughWasSeen() {
        assertThat(Waves.canBeFixed(settings(8), seen(49), 3)).isFalse();
        assertThat(Waves.canBeFixed(settings(8), seen(50), 3)).isTrue();
        OnlineStandardizer constant = new OnlineStandardizer(1);
        for (int i = 0; i < 100; i++) {
            constant.observe(new float[] {3});
        }
        assertThat(Waves.canBeFixed(settings(8), constant, 1))
                .as("nothing varies")
                .isFalse();
    }

    /** A kernel that is .5 wide for each feature that varies: the inner product of two rows' waves is near its value. */
    @Test
    void write_innerProducts_nearTheKernel() {
        OnlineStandardizer seen = seen(60);
        Waves waves = Waves.inUnitsOf(settings(1000), seen, 3);
        float[] one = {0, 7, 0};
        float[] other = {1, 99, 0};
        double[] ofOne = new double[1 + 1000];
        double[] ofOther = new double[1 + 1000];
        waves.write(one, 2, new double[3], ofOne, 1);
        waves.write(other, 2, new double[3], ofOther, 1);
        double product = PackedSymmetric.dot(ofOne, 1, Arrays.copyOfRange(ofOther, 1, 1001), 1000);
        // the first features are 1 apart, and that is 1 / sd; two features vary; the constant one makes no wave
        double apart = 1 / seen.sd(0);
        double width = .5 * Math.sqrt(2);
        assertThat(product).isEqualTo(Math.exp(-apart * apart / (2 * width * width)), within(.1));
        waves.write(new float[] {0, -99, 0}, 2, new double[3], ofOther, 1);
        assertThat(ofOther).isEqualTo(ofOne);
    }

    @Test
    void restore_afterSave_same() {
        Waves waves = Waves.inUnitsOf(settings(16), seen(60), 3);
        SnapshotWriter to = new SnapshotWriter(9, 1);
        waves.save(to);
        SnapshotReader from = new SnapshotReader(to.finish(), 9, 1);
        assertThat(Waves.restore(from, settings(16), 3)).isEqualTo(waves);
        assertThat(Waves.inUnitsOf(settings(16), seen(61), 3)).isNotEqualTo(waves);
    }

    /**
     * Two arms of which one is right when two features are alike and the other when they differ, which no line can tell: 20 seeds of
     * 1,500 rows, the share of right choices in the last 500.
     */
    @Test
    void choose_whatTwoFeaturesSayTogether_learnt() {
        double right = 0;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            PartsBandit bandit = new PartsBandit();
            for (int row = 0; row < 1500; row++) {
                float[] state = {random.nextInt(2), random.nextInt(2), random.nextFloat()};
                List<Arm> arms = List.of(SAME, DIFFERENT);
                double[] played = PartsBandit.probabilities(bandit.score(KEY, state, arms, EVEN));
                int chosen = ActionDistribution.of(played).withFloor(.02).pick(random.nextDouble());
                boolean wins = (state[0] == state[1]) == (chosen == 0);
                double success = random.nextDouble() < (wins ? .9 : .2) ? 1 : 0;
                bandit.learn(KEY, state, arms.get(chosen), new double[] {success, success, success, success});
                right += row >= 1000 && wins ? 1 : 0;
            }
        }
        assertThat(right / (20 * 500)).isGreaterThan(.9);
    }

    /** Each fixed units of its own before it heard of the other; after two exchanges both count in the same. */
    @Test
    void merge_unitsOfTheirOwn_agreeOnTheLeast() {
        Random random = new Random(3);
        List<LinearArms> members = new ArrayList<>();
        for (int m = 0; m < 2; m++) {
            LinearArms member = new LinearArms(settings(8), 1);
            member.share(false);
            member.startMinute(0);
            learn(member, 80, random);
            members.add(member);
        }
        assertThat(waves(members.get(0))).isNotEqualTo(waves(members.get(1)));
        for (int round = 0; round < 2; round++) {
            exchange(members);
            members.forEach(member -> learn(member, 10, random));
        }
        exchange(members);
        assertThat(waves(members.get(0))).isEqualTo(waves(members.get(1)));
        for (LinearArms member : members) {
            assertThat(member.key(KEY).orElseThrow().arm("same").orElseThrow().isWaved())
                    .isTrue();
        }
    }

    private static Waves waves(LinearArms member) {
        return member.key(KEY).orElseThrow().waves().orElseThrow();
    }

    private static void learn(LinearArms member, int rows, Random random) {
        for (int i = 0; i < rows; i++) {
            float[] state = {random.nextFloat(), random.nextFloat()};
            member.learn(KEY, state, SAME, new double[] {state[0]});
        }
    }

    private static void exchange(List<LinearArms> members) {
        List<byte[]> messages = new ArrayList<>();
        for (LinearArms member : members) {
            SnapshotWriter to = new SnapshotWriter(9, 1);
            member.drain(to, 100);
            messages.add(to.finish());
        }
        members.get(0).merge(new SnapshotReader(messages.get(1), 9, 1), 0);
        members.get(1).merge(new SnapshotReader(messages.get(0), 9, 1), 0);
    }
}

package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.rl.Scores;
import io.granger.rl.option.OptionAgent;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Beside what was saved at the same revision and restored: whatever is learnt later, both score alike to the last bit. */
final class EstimatesTest {

    private static final double[] WEIGHTS = {.4, .3, .2, .1};
    private static final int ROUNDS = 400;

    private final SplittableRandom random = new SplittableRandom(3);

    private float[] state() {
        return new float[] {random.nextFloat(), random.nextInt(2), random.nextFloat()};
    }

    private Arm arm(int number) {
        return new Arm("arm" + number, "kin" + number % 3, new float[] {random.nextFloat()});
    }

    /** New arms, new keys, corrections and judgements come in between; waves begin after some fifty rows. */
    private void change(PartsBandit bandit) {
        String key = "k" + random.nextInt(2);
        float[] state = state();
        Arm arm = arm(random.nextInt(5));
        double[] targets = random.doubles(PartsBandit.PARTS).toArray();
        switch (random.nextInt(5)) {
            case 0 -> bandit.correct(key, state, arm, 1, random.nextDouble(-.5, .5));
            case 1 -> {
                List<Arm> arms = List.of(arm(0), arm(1));
                Scores scores = bandit.score(key, state, arms, WEIGHTS);
                bandit.learn(
                        key, state, arms.getFirst(), targets, new Choice(scores, new double[] {.5, .5}, 0), WEIGHTS);
            }
            default -> bandit.learn(key, state, arm, targets);
        }
    }

    private record Taken(PartsBandit.Estimates estimates, byte[] saved) {}

    @Test
    void ofABandit_thatLearnsOn_areThoseOfTheirRevision() {
        PartsBandit bandit = new PartsBandit();
        List<Taken> taken = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            taken.add(new Taken(bandit.estimates(), bandit.save()));
            for (int i = random.nextInt(4); i > 0; i--) {
                change(bandit);
            }
        }
        for (Taken of : taken) {
            PartsBandit then = PartsBandit.restore(of.saved());
            assertThat(of.estimates().revision()).isEqualTo(then.revision());
            List<Arm> arms = List.of(arm(0), arm(1), arm(4), arm(7));
            float[] state = state();
            assertSame(of.estimates().score("k1", state, arms, WEIGHTS), then.score("k1", state, arms, WEIGHTS));
            assertSame(of.estimates().score("new", state, arms, WEIGHTS), then.score("new", state, arms, WEIGHTS));
        }
    }

    @Test
    void live_followWhatIsLearnt() {
        PartsBandit bandit = new PartsBandit();
        PartsBandit.Estimates live = bandit.live();
        for (int i = 0; i < 100; i++) {
            change(bandit);
        }
        List<Arm> arms = List.of(arm(0), arm(1));
        float[] state = state();
        assertThat(live.revision()).isEqualTo(bandit.revision()).isPositive();
        assertSame(live.score("k0", state, arms, WEIGHTS), bandit.score("k0", state, arms, WEIGHTS));
    }

    /** The minute that begins makes rows of the last be forgotten without one that is learnt. */
    @Test
    void afterAMinute_areAsIfTakenNow() {
        PartsBandit bandit = new PartsBandit();
        bandit.arms().share(false);
        bandit.arms().startMinute(1);
        for (int i = 0; i < 300; i++) {
            change(bandit);
        }
        List<Arm> arms = List.of(arm(0), arm(1));
        float[] state = state();
        Scores before = bandit.estimates().score("k0", state, arms, WEIGHTS);
        bandit.arms().startMinute(4);
        Scores after = bandit.estimates().score("k0", state, arms, WEIGHTS);
        assertSame(after, bandit.score("k0", state, arms, WEIGHTS));
        assertThat(after.spread()).isNotEqualTo(before.spread());
    }

    @Test
    void ofAnAgent_thatLearnsOn_areThoseOfTheirRevision() {
        OptionAgent agent = new OptionAgent();
        float[] state = state();
        List<OptionArm> options = List.of(new OptionArm("a", new float[] {1}), new OptionArm("b", new float[] {0}));
        List<OptionAgent.Estimates> taken = new ArrayList<>();
        List<Scores> expected = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            taken.add(agent.estimates());
            expected.add(agent.score("k", state, options));
            OptionArm option = options.get(random.nextInt(2));
            agent.learn(new SmdpTransition(
                    "k",
                    option.option(),
                    state(),
                    option.features(),
                    random.nextDouble(-1, 1),
                    1,
                    true,
                    Optional.empty()));
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(taken.get(i).revision()).isEqualTo(i);
            assertSame(taken.get(i).score("k", state, options), expected.get(i));
        }
    }

    private static void assertSame(Scores scores, Scores expected) {
        assertThat(scores.value()).containsExactly(expected.value());
        assertThat(scores.spread()).containsExactly(expected.spread());
    }
}

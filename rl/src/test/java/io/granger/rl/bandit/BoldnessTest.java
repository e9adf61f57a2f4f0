package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.Scores;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoldnessTest {

    /** Three times as bold it is the second arm (.5 + .375 < .25 + .75), a third as bold the first. */
    private static final Scores SCORES = new Scores(new double[] {.5, .25}, new double[] {.125, .25});

    @Test
    void advantage_byHand() {
        // the second arm was expected to earn .25 less; chosen with 1/4, it earned .1 more than expected
        Choice second = new Choice(SCORES, new double[] {.75, .25}, 1);
        assertThat(Boldness.advantage(second, .35)).isEqualTo(-.25 + .1 / .25, within(1e-12));
        // the first earned .15 less than expected, chosen with 3/4
        Choice first = new Choice(SCORES, new double[] {.75, .25}, 0);
        assertThat(Boldness.advantage(first, .35)).isEqualTo(-.25 + .15 / .75, within(1e-12));
        assertThat(Boldness.advantage(second, 1)).as("at most").isEqualTo(1);
    }

    @Test
    void advantage_boldAndTimidAgree_nothing() {
        Scores sure = new Scores(new double[] {.9, .1}, new double[] {.01, .01});
        assertThat(Boldness.advantage(new Choice(sure, new double[] {.99, .01}, 1), 1))
                .isZero();
    }

    /** The estimate is unbiased whatever is expected of the arms: the mean of 200,000 is the truth within .01. */
    @Test
    void advantage_onAverage_whatBeingBolderEarns() {
        SplittableRandom random = new SplittableRandom(1);
        double[] truth = {.3, .45};
        double sum = 0;
        int rounds = 200_000;
        for (int i = 0; i < rounds; i++) {
            int chosen = random.nextDouble() < .75 ? 0 : 1;
            double reward = truth[chosen] + .1 * (random.nextDouble() - .5);
            sum += Boldness.advantage(new Choice(SCORES, new double[] {.75, .25}, chosen), reward);
        }
        assertThat(sum / rounds).isEqualTo(truth[1] - truth[0], within(.01));
    }

    @Test
    void observe_followsTheSum_withinItsBounds() {
        Boldness one = new Boldness(1);
        Boldness other = new Boldness(1);
        double first = one.now();
        one.observe(-2);
        one.observe(-3);
        other.observe(-5);
        assertThat(one.now()).isLessThan(first).isEqualTo(other.now(), within(1e-12));
        one.observe(1e6);
        assertThat(one.now()).isEqualTo(first, within(1e-12));
        one.observe(-1e6);
        assertThat(one.now()).isEqualTo(.1, within(1e-12));
    }

    @Test
    void restore_afterSave_same() {
        Boldness boldness = new Boldness(1);
        boldness.observe(-7);
        SnapshotWriter to = new SnapshotWriter(9, 1);
        boldness.save(to);
        Boldness restored = new Boldness(1);
        restored.restore(new SnapshotReader(to.finish(), 9, 1));
        assertThat(restored.now()).isEqualTo(boldness.now());
    }

    @Test
    void choice_thatCannotHaveBeen_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Choice(SCORES, new double[] {1, 0}, 1))
                .withMessage("probability must be in (0, 1], is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Choice(SCORES, new double[] {1, 0}, 2))
                .withMessage("chosen must be in [0, 2), is 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Choice(SCORES, new double[] {1}, 0))
                .withMessage("probabilities must be 2, are 1");
    }
}

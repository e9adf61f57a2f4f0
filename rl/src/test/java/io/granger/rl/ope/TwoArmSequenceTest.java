package io.granger.rl.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TwoArmSequenceTest {

    /** Guess .5, scale .5: a success of the treatment at share .5 pays .5 * .5 / .5 = .5 times each effect. */
    @Test
    void wealth_firstObservation() {
        TwoArmSequence sequence = new TwoArmSequence();

        sequence.update(true, 1, .5);

        assertThat(sequence.betterWealth()).isCloseTo(.75 * (1 + .085 / 2) + .25 * (1 + .25 / 2), within(1e-12));
        assertThat(sequence.worseWealth()).isCloseTo(.6 * (1 - .14 / 2) + .4 * (1 - .35 / 2), within(1e-12));
    }

    /** Whatever the guess and the share, an observation that is the same for both arms pays nothing on average. */
    @Property(seed = "1", tries = 200)
    void wealth_sameRewardInBothArms(
            @ForAll @DoubleRange(min = .01, max = .99) double share,
            @ForAll @DoubleRange(min = 0, max = 1) double reward,
            @ForAll @DoubleRange(min = 0, max = 1) double expected) {
        TwoArmSequence treated = new TwoArmSequence();
        TwoArmSequence control = new TwoArmSequence();
        treated.update(true, reward, share, expected);
        control.update(false, reward, share, expected);

        assertThat(share * treated.betterWealth() + (1 - share) * control.betterWealth())
                .isCloseTo(1, within(1e-12));
        assertThat(share * treated.worseWealth() + (1 - share) * control.worseWealth())
                .isCloseTo(1, within(1e-12));
    }

    /** Of a pair with means a <= b the product of the bets is at most 1 on average, for every guess; here on a grid of means. */
    @Property(seed = "1", tries = 50)
    void pair_treatmentIsNoBetter(
            @ForAll @DoubleRange(min = 0, max = 1) double low, @ForAll @DoubleRange(min = 0, max = 1) double high) {
        double a = Math.min(low, high);
        double b = Math.max(low, high);
        double mean = 0;
        for (int t = 0; t <= 1; t++) {
            for (int c = 0; c <= 1; c++) {
                TwoArmSequence sequence = new TwoArmSequence();
                sequence.updatePair(t, c);
                mean += (t == 1 ? a : 1 - a) * (c == 1 ? b : 1 - b) * sequence.betterWealth();
            }
        }

        assertThat(mean).isLessThanOrEqualTo(1 + 1e-12);
    }

    @Test
    void restore_goesOnAsIfNothingHadHappened() {
        SplittableRandom random = new SplittableRandom(7);
        TwoArmSequence whole = new TwoArmSequence();
        TwoArmSequence parts = new TwoArmSequence();
        for (int i = 0; i < 200; i++) {
            boolean treatment = random.nextBoolean();
            double reward = random.nextDouble();
            whole.update(treatment, reward, .5);
            parts.update(treatment, reward, .5);
            parts = TwoArmSequence.restore(parts.state());
        }

        assertThat(parts.state()).isEqualTo(whole.state());
        assertThat(parts.treated() + parts.controls()).isEqualTo(200);
    }

    @Test
    void wealth_staysFiniteWhateverComes() {
        TwoArmSequence sequence = new TwoArmSequence();
        for (int i = 0; i < 20_000; i++) {
            sequence.updatePair(1, 0);
        }

        assertThat(sequence.betterWealth()).isBetween(1e99, 1e101);
        assertThat(TwoArmSequence.restore(sequence.state()).state()).isEqualTo(sequence.state());
    }

    @Test
    void update_badValues() {
        TwoArmSequence sequence = new TwoArmSequence();

        assertThatThrownBy(() -> sequence.update(true, 1.1, .5)).hasMessage("reward must be in [0, 1], is 1.1");
        assertThatThrownBy(() -> sequence.update(true, Double.NaN, .5)).hasMessage("reward must be in [0, 1], is NaN");
        assertThatThrownBy(() -> sequence.update(true, 1, 1)).hasMessage("share must be in (0, 1), is 1.0");
        assertThatThrownBy(() -> TwoArmSequence.restore(new double[3])).hasMessage("state must have 11 numbers, has 3");
        assertThat(sequence.betterWealth()).isEqualTo(1);
    }

    @Test
    void verdict_harmOnlyTheLatencyShows() {
        SplittableRandom random = new SplittableRandom(2);
        GuardedComparison comparison = new GuardedComparison(GuardedComparison.REWARD_SUCCESS_LATENCY, .05, .01, 200);
        assertThat(comparison.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        for (int i = 0; i < 2_000; i++) {
            boolean treatment = random.nextBoolean();
            double latency = random.nextDouble() * (treatment ? .6 : 1);
            comparison.update(treatment, .5, .8, 1, latency);
        }

        assertThat(comparison.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(comparison.mostHarmed().name()).isEqualTo("latency");
    }

    @Test
    void verdict_whatWasShownStaysShown() {
        List<GuardedComparison.Guard> alone = List.of(new GuardedComparison.Guard("reward", 1));
        GuardedComparison comparison = new GuardedComparison(alone, .05, .01, 10);
        for (int i = 0; i < 200; i++) {
            comparison.updatePair(new double[] {1}, new double[] {i % 2});
        }
        assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
        for (int i = 0; i < 30; i++) {
            comparison.updatePair(new double[] {i % 2}, new double[] {1});
        }
        GuardedComparison later = new GuardedComparison(alone, .05, .01, 10);
        later.restore(comparison.state());

        assertThat(later.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void guards_weightsThatDoNotSumToOne() {
        assertThatThrownBy(() -> new GuardedComparison(List.of(new GuardedComparison.Guard("reward", .5)), .05, .01, 1))
                .hasMessage("weights of the guards must sum to 1, sum to 0.5");
    }
}

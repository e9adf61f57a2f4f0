package io.granger.rl.ope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often and how soon the guarded comparison decides: Bernoulli rewards, control .80, 2,000 seeded runs a row, alpha .05 for better
 * and .01 for worse shared over reward, success and latency. Only the reward guard sees a difference; success and latency are drawn
 * alike in both arms. Prints the rows of docs/evaluation.md.
 */
@Tag("slow")
class TwoArmPowerTest {

    private static final int RUNS = 2_000;
    private static final double CONTROL = .8;
    private static final int NEVER = Integer.MAX_VALUE;

    /** When each run was decided, in pairs or treated keys; {@link #NEVER} where it was not. */
    private record Decided(int[] promoted, int[] rolledBack) {

        double promotedBy(int when) {
            return Arrays.stream(promoted).filter(at -> at <= when).count() / (double) RUNS;
        }

        double shareRolledBack() {
            return Arrays.stream(rolledBack).filter(at -> at < NEVER).count() / (double) RUNS;
        }

        double medianRollback() {
            int[] sorted = rolledBack.clone();
            Arrays.sort(sorted);
            return sorted[RUNS / 2];
        }
    }

    @Test
    void pairs_noDifference() {
        Decided decided = pairs(CONTROL, 5_000, 1);
        say("A/A: promoted %.3f, rolled back %.4f", decided.promotedBy(5_000), decided.shareRolledBack());

        assertThat(decided.promotedBy(5_000)).isLessThanOrEqualTo(.05);
        assertThat(decided.shareRolledBack()).isLessThanOrEqualTo(.01);
    }

    @Test
    void pairs_lift() {
        Decided five = pairs(.85, 2_500, 2);
        Decided two = pairs(.82, 5_000, 3);
        say("+.05: promoted by 1,500 pairs %.3f, by 2,500 %.3f", five.promotedBy(1_500), five.promotedBy(2_500));
        say("+.02: promoted by 5,000 pairs %.3f", two.promotedBy(5_000));

        assertThat(five.promotedBy(1_500)).isGreaterThanOrEqualTo(.85);
        assertThat(five.promotedBy(2_500)).isGreaterThanOrEqualTo(.95);
        assertThat(two.promotedBy(5_000)).isGreaterThanOrEqualTo(.5);
    }

    @Test
    void pairs_regression() {
        Decided five = pairs(.75, 5_000, 4);
        Decided twenty = pairs(.6, 5_000, 5);
        say("-.05: rolled back, median %.0f pairs, %.3f by 5,000", five.medianRollback(), five.shareRolledBack());
        say("-.20: rolled back, median %.0f pairs", twenty.medianRollback());

        assertThat(five.medianRollback()).isLessThanOrEqualTo(1_400);
        assertThat(twenty.medianRollback()).isLessThanOrEqualTo(150);
    }

    @Test
    void keys_smallShare() {
        Decided plain = keys(.75, .05, 40_000, 0, 6);
        Decided modelled = keys(.75, .05, 40_000, .5, 7);
        Decided same = keys(CONTROL, .05, 40_000, 0, 8);
        say("-.05 at share .05: rolled back, median %.0f treated keys", plain.medianRollback());
        say("the same with a reward model that explains half of the variance: %.0f", modelled.medianRollback());
        say(
                "A/A at share .05, 40,000 keys: promoted %.3f, rolled back %.4f",
                same.promotedBy(NEVER - 1), same.shareRolledBack());

        assertThat(plain.medianRollback()).isLessThanOrEqualTo(900);
        assertThat(modelled.medianRollback()).isLessThan(plain.medianRollback());
        assertThat(same.promotedBy(NEVER - 1)).isLessThanOrEqualTo(.05);
        assertThat(same.shareRolledBack()).isLessThanOrEqualTo(.01);
    }

    /** Keys drawn to the arms one by one, as the hub draws them, rather than in pairs; the guarantee plus 3 sigma of 2,000 runs. */
    @Test
    void keys_noDifferenceAtHalf() {
        Decided same = keys(CONTROL, .5, 10_000, 0, 9);
        say(
                "A/A, keys drawn 50:50, 10,000: promoted %.3f, rolled back %.4f",
                same.promotedBy(NEVER - 1), same.shareRolledBack());

        assertThat(same.promotedBy(NEVER - 1)).isLessThanOrEqualTo(.05 + .015);
        assertThat(same.shareRolledBack()).isLessThanOrEqualTo(.01 + .0067);
    }

    private static GuardedComparison comparison() {
        return new GuardedComparison(GuardedComparison.REWARD_SUCCESS_LATENCY, .05, .01, 1);
    }

    private static Decided pairs(double treatment, int horizon, int seed) {
        Decided decided = undecided();
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003L + run);
            GuardedComparison comparison = comparison();
            for (int pair = 1; pair <= horizon && open(decided, run); pair++) {
                comparison.updatePair(
                        new double[] {one(random, treatment), one(random, CONTROL), random.nextDouble()},
                        new double[] {one(random, CONTROL), one(random, CONTROL), random.nextDouble()});
                note(decided, run, comparison.verdict(), pair);
            }
        }
        return decided;
    }

    /** With {@code explained} of the rewards' variance known to the model beforehand: success means spread around the arm's mean. */
    private static Decided keys(double treatment, double share, int horizon, double explained, int seed) {
        Decided decided = undecided();
        double spread = Math.sqrt(explained * CONTROL * (1 - CONTROL));
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003L + run);
            GuardedComparison comparison = comparison();
            for (int key = 1; key <= horizon && open(decided, run); key++) {
                boolean treated = random.nextDouble() < share;
                // Two kinds of keys: four of five a little above the mean, the fifth far below.
                double kind = random.nextDouble() < .8 ? spread / 2 : -2 * spread;
                double reward = one(random, (treated ? treatment : CONTROL) + kind);
                double expected = explained > 0 ? CONTROL + kind : Double.NaN;
                comparison.update(
                        treated, share, new double[] {reward, one(random, CONTROL), random.nextDouble()}, new double[] {
                            expected, Double.NaN, Double.NaN
                        });
                note(decided, run, comparison.verdict(), (int)
                        comparison.sequence(0).treated());
            }
        }
        return decided;
    }

    private static Decided undecided() {
        Decided decided = new Decided(new int[RUNS], new int[RUNS]);
        Arrays.fill(decided.promoted(), NEVER);
        Arrays.fill(decided.rolledBack(), NEVER);
        return decided;
    }

    private static boolean open(Decided decided, int run) {
        return decided.promoted()[run] == NEVER && decided.rolledBack()[run] == NEVER;
    }

    private static void note(Decided decided, int run, Verdict verdict, int at) {
        if (verdict == Verdict.BETTER) {
            decided.promoted()[run] = at;
        } else if (verdict == Verdict.WORSE) {
            decided.rolledBack()[run] = at;
        }
    }

    private static double one(SplittableRandom random, double mean) {
        return random.nextDouble() < mean ? 1 : 0;
    }

    private static void say(String row, Object... numbers) {
        System.out.printf(Locale.ROOT, row + "%n", numbers);
    }
}

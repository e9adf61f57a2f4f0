package io.granger.hub.control;

import io.granger.rl.ope.GuardedComparison;
import io.granger.rl.ope.GuardedComparison.Guard;
import io.granger.rl.ope.TwoArmSequence;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for harm that begins late. A gambler on "worse" who bet against a policy for as long as it was good has lost all there is to
 * bet with, so for each guard another one begins when the last has lost nearly everything, the k-th with {@code 6 / (pi k)^2} of
 * that guard's stake. The stakes of all of them sum to the whole, and what is not yet staked stays where it is: the sum of their
 * wealths is a wealth again, which a policy that is nowhere worse lifts to {@code 1 / alpha} with probability {@code alpha} at most,
 * whenever each of them began. Vovk and Wang (2021), "E-values: calibration, combination and applications".
 *
 * <p>The first gamblers are those of the comparison over the whole place, and are counted there. Guards begin anew each for itself:
 * where every task succeeds, the gambler on success neither wins nor loses, and must not hold up the one on reward. Mutable; not
 * thread-safe.
 */
final class HarmWatch {
    /** Wealth below which another gambler takes over. */
    private static final double LOST = .01;

    private final List<Guard> guards;
    private final double alpha;
    private final long[] times;
    private final TwoArmSequence[] sequences;
    private double largest;

    /** Nobody has begun anew. */
    HarmWatch(List<Guard> guards, double alpha) {
        this.guards = guards;
        this.alpha = alpha;
        times = new long[guards.size()];
        Arrays.fill(times, 1);
        sequences = new TwoArmSequence[guards.size()];
        Arrays.setAll(sequences, g -> new TwoArmSequence());
    }

    /** The k-th gambler's part of a guard's stake. */
    static double part(long k) {
        return 6 / (Math.PI * Math.PI * k * k);
    }

    /**
     * Takes in the observation of one key.
     *
     * @param first the comparison that has taken it in already
     * @param values of the guards in their order, in [0, 1]
     */
    void update(GuardedComparison first, boolean treatment, double share, double... values) {
        for (int g = 0; g < guards.size(); g++) {
            if (times[g] > 1) {
                sequences[g].update(treatment, values[g], share);
            }
        }
        largest = Math.max(largest, wealth());
        for (int g = 0; g < guards.size(); g++) {
            var last = times[g] > 1 ? sequences[g] : first.sequence(g);
            if (last.worseWealth() < LOST) {
                times[g]++;
                sequences[g] = new TwoArmSequence();
            }
        }
    }

    private double wealth() {
        double sum = 0;
        for (int g = 0; g < guards.size(); g++) {
            sum += harm(g);
        }
        return sum;
    }

    private double harm(int guard) {
        return times[guard] > 1 ? guards.get(guard).weight() * part(times[guard]) * sequences[guard].worseWealth() : 0;
    }

    /** Whether harm was shown; once shown it stays so. */
    boolean isWorse() {
        return largest >= 1 / alpha;
    }

    /** The place of the guard that saw most harm. */
    int mostHarmed() {
        int most = 0;
        for (int g = 1; g < guards.size(); g++) {
            if (harm(g) > harm(most)) {
                most = g;
            }
        }
        return most;
    }

    /** What the last gambler of a guard saw. */
    TwoArmSequence sequence(int guard) {
        return sequences[guard];
    }

    /** Everything it knows, to be given to {@link #restore}. */
    double[] state() {
        int each = 1 + sequences[0].state().length;
        var state = new double[1 + guards.size() * each];
        state[0] = largest;
        for (int g = 0; g < guards.size(); g++) {
            int from = 1 + g * each;
            state[from] = times[g];
            System.arraycopy(sequences[g].state(), 0, state, from + 1, each - 1);
        }
        return state;
    }

    /** Goes on where {@link #state} of a watch with the same guards was taken. */
    void restore(double[] state) {
        int each = 1 + sequences[0].state().length;
        int expected = 1 + guards.size() * each;
        if (state.length != expected) {
            throw new IllegalArgumentException("state must have " + expected + " numbers, has " + state.length);
        }
        largest = state[0];
        for (int g = 0; g < guards.size(); g++) {
            int from = 1 + g * each;
            times[g] = (long) state[from];
            sequences[g] = TwoArmSequence.restore(Arrays.copyOfRange(state, from + 1, from + each));
        }
    }
}

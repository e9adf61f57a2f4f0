package io.granger.rl.ope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges a treatment by several measures at once, each with a {@link TwoArmSequence} of its own.
 *
 * <p>It is better when the first guard shows that at error probability {@code alphaBetter}. It is worse when the weighted mean of the
 * guards' wealths on "worse" reaches {@code 1 / alphaWorse}: a mean of such wealths is one itself, so that the error probability is
 * shared and not multiplied, and harm seen by two guards counts twice. Vovk and Wang (2021), "E-values: calibration, combination and
 * applications". What was shown once stays shown.
 *
 * <p>Mutable; not thread-safe. Its whole state is an array of doubles.
 */
public final class GuardedComparison {

    /**
     * A measure that must not get worse.
     *
     * @param name as shown to people
     * @param weight its part of the error probability, above 0; the parts sum to 1
     */
    public record Guard(String name, double weight) {

        /** Refuses a guard without weight. */
        public Guard {
            if (!(weight > 0 && weight <= 1)) {
                throw new IllegalArgumentException("weight of " + name + " must be in (0, 1], is " + weight);
            }
        }
    }

    /** Half of the error probability for the reward, which a fall of the others moves too; a quarter for each of them. */
    public static final List<Guard> REWARD_SUCCESS_LATENCY =
            List.of(new Guard("reward", .5), new Guard("success", .25), new Guard("latency", .25));

    private static final double SUM_TOLERANCE = 1e-9;
    private static final int LATCHES = 2;

    private final List<Guard> guards;
    private final double alphaBetter;
    private final double alphaWorse;
    private final long minimum;
    private final List<TwoArmSequence> sequences = new ArrayList<>();
    private double largestBetter;
    private double largestWorse;

    /**
     * A comparison without observations.
     *
     * @param guards the first one decides about better
     * @param alphaBetter probability with which a treatment that is no better is ever called better, in (0, 1)
     * @param alphaWorse probability with which one that is nowhere worse is ever called worse, in (0, 1)
     * @param minimum observations of the first guard that each arm needs before the treatment is called better; worse never waits
     */
    public GuardedComparison(List<Guard> guards, double alphaBetter, double alphaWorse, long minimum) {
        requireGuards(guards);
        requireAlpha("alphaBetter", alphaBetter);
        requireAlpha("alphaWorse", alphaWorse);
        this.guards = List.copyOf(guards);
        this.alphaBetter = alphaBetter;
        this.alphaWorse = alphaWorse;
        this.minimum = minimum;
        guards.forEach(guard -> sequences.add(new TwoArmSequence()));
    }

    private static void requireGuards(List<Guard> guards) {
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (Guard guard : guards) {
            if (!names.add(guard.name())) {
                throw new IllegalArgumentException("guards must have different names, two are " + guard.name());
            }
            sum += guard.weight();
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("weights of the guards must sum to 1, sum to " + sum);
        }
    }

    private static void requireAlpha(String name, double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1), is " + alpha);
        }
    }

    /**
     * Takes in the observation of one key.
     *
     * @param treatment whether it was in the treatment
     * @param share probability with which it was put there, in (0, 1)
     * @param values of the guards in their order, in [0, 1]; NaN where there is none, which that guard then skips
     */
    public void update(boolean treatment, double share, double... values) {
        double[] unknown = new double[values.length];
        Arrays.fill(unknown, Double.NaN);
        update(treatment, share, values, unknown);
    }

    /**
     * The same, with what a model expected of each value before the key was served; NaN where there is no model.
     *
     * @param expected in [0, 1], the same for both arms
     */
    public void update(boolean treatment, double share, double[] values, double[] expected) {
        requireLength(values.length);
        requireLength(expected.length);
        for (int g = 0; g < values.length; g++) {
            if (Double.isNaN(values[g])) {
                continue;
            }
            if (Double.isNaN(expected[g])) {
                sequences.get(g).update(treatment, values[g], share);
            } else {
                sequences.get(g).update(treatment, values[g], share, expected[g]);
            }
        }
        latch();
    }

    /** Takes in one key of each arm, as {@link TwoArmSequence#updatePair} does. */
    public void updatePair(double[] treatment, double[] control) {
        requireLength(treatment.length);
        requireLength(control.length);
        for (int g = 0; g < treatment.length; g++) {
            sequences.get(g).updatePair(treatment[g], control[g]);
        }
        latch();
    }

    private void requireLength(int length) {
        if (length != guards.size()) {
            throw new IllegalArgumentException("values must be " + guards.size() + ", are " + length);
        }
    }

    private void latch() {
        largestBetter = Math.max(largestBetter, sequences.getFirst().betterWealth());
        largestWorse = Math.max(largestWorse, worseWealth());
    }

    private double worseWealth() {
        double sum = 0;
        for (int g = 0; g < guards.size(); g++) {
            sum += guards.get(g).weight() * sequences.get(g).worseWealth();
        }
        return sum;
    }

    /** What is shown so far. Worse comes before better: a gain in the reward does not pay for harm a guard has shown. */
    public Verdict verdict() {
        if (largestWorse >= 1 / alphaWorse) {
            return Verdict.WORSE;
        }
        TwoArmSequence first = sequences.getFirst();
        if (first.treated() < minimum || first.controls() < minimum) {
            return Verdict.INSUFFICIENT_DATA;
        }
        return largestBetter >= 1 / alphaBetter ? Verdict.BETTER : Verdict.NO_DIFFERENCE;
    }

    /** The sequence of one guard, by its place. */
    public TwoArmSequence sequence(int guard) {
        return sequences.get(guard);
    }

    /** The guard that saw most harm, weighted as the verdict does: what to name as the reason of a rollback. */
    public Guard mostHarmed() {
        int most = 0;
        for (int g = 1; g < guards.size(); g++) {
            if (harm(g) > harm(most)) {
                most = g;
            }
        }
        return guards.get(most);
    }

    private double harm(int guard) {
        return guards.get(guard).weight() * sequences.get(guard).worseWealth();
    }

    /** Everything it knows, to be given to {@link #restore}. */
    public double[] state() {
        int each = sequences.getFirst().state().length;
        double[] state = new double[LATCHES + guards.size() * each];
        state[0] = largestBetter;
        state[1] = largestWorse;
        for (int g = 0; g < guards.size(); g++) {
            System.arraycopy(sequences.get(g).state(), 0, state, LATCHES + g * each, each);
        }
        return state;
    }

    /** Goes on where {@link #state} of a comparison with the same guards was taken. */
    public void restore(double[] state) {
        int each = sequences.getFirst().state().length;
        int expected = LATCHES + guards.size() * each;
        if (state.length != expected) {
            throw new IllegalArgumentException("state must have " + expected + " numbers, has " + state.length);
        }
        List<TwoArmSequence> restored = new ArrayList<>();
        for (int g = 0; g < guards.size(); g++) {
            int from = LATCHES + g * each;
            restored.add(TwoArmSequence.restore(Arrays.copyOfRange(state, from, from + each)));
        }
        largestBetter = state[0];
        largestWorse = state[1];
        sequences.clear();
        sequences.addAll(restored);
    }
}

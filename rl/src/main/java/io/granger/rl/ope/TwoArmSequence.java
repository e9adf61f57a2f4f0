package io.granger.rl.ope;

import java.util.Arrays;

/**
 * Compares a treatment with a control while the observations come in, and may be looked at after each one.
 *
 * <p>Two gamblers bet, one that the treatment is better, one that it is worse. Per observation {@code R} in [0, 1], with {@code A} = 1
 * for the treatment and 0 for the control, known probability {@code s} of the treatment, a guess {@code m} of the reward and a scale
 * {@code sigma} of its error, both made before it was seen, a gambler's wealth is multiplied by
 *
 * <pre>  1 +- d (A - s) (R - m) / sigma</pre>
 *
 * for each effect {@code d} of a grid, in standard deviations, and the wealths are averaged with fixed weights. Where the treatment is
 * no better, {@code E[(A - s)(R - m)] = s (1 - s) (mean treatment - mean control) <= 0} whatever {@code m} is, so the gambler's wealth
 * is a nonnegative supermartingale: it ever reaches {@code 1 / alpha} with probability {@code alpha} at most (Ville 1939). A good {@code
 * m} only takes variance out, as in the doubly robust estimator; a reward model may give it. Nothing is assumed of how rewards are
 * distributed or drift, only that the arm of a key is drawn with probability {@code s} independently of its rewards, and that a key
 * counts once. Waudby-Smith and Ramdas (2023), "Estimating means of bounded random variables by betting"; Karampatziakis, Mineiro and
 * Ramdas (2021), "Off-policy confidence sequences"; Waudby-Smith et al. (2022), "Anytime-valid off-policy inference".
 *
 * <p>Mutable; not thread-safe. Its whole state is an array of doubles.
 */
public final class TwoArmSequence {

    /** A bet and its share of the start wealth. */
    private record Bet(double effect, double share) {}

    // Chosen by simulation (docs/evaluation.md): the small effect finds lifts of .02 in thousands of pairs, the large
    // one harm at once.
    private static final Bet[] BETTER = {new Bet(.085, .75), new Bet(.25, .25)};
    private static final Bet[] WORSE = {new Bet(.14, .6), new Bet(.35, .4)};

    /** What a bet may win or lose of its wealth in one observation: bounds the loss where rewards hardly vary. */
    private static final double LARGEST_STAKE = .5;

    private static final double LARGEST_WEALTH = 1e100;

    private static final double PRIOR_COUNT = 4;
    private static final double PRIOR_MEAN = .5;
    private static final double PRIOR_VARIANCE = .25;
    private static final int SUMS = 7;

    private final double[] better;
    private final double[] worse;
    private double treated;
    private double controls;
    private double treatedSum;
    private double controlSum;
    private double sum;
    private double count;
    private double squaredErrors;

    /** A sequence without observations. */
    public TwoArmSequence() {
        better = start(BETTER);
        worse = start(WORSE);
    }

    private static double[] start(Bet[] bets) {
        return Arrays.stream(bets).mapToDouble(Bet::share).toArray();
    }

    /**
     * Takes in the observation of one key.
     *
     * @param treatment whether it was in the treatment
     * @param reward in [0, 1]
     * @param share probability {@code s} with which it was put in the treatment, in (0, 1); it may change from one to the next
     */
    public void update(boolean treatment, double reward, double share) {
        update(treatment, reward, share, mean());
    }

    /**
     * The same, with the reward that a model expected of this key before it was served; the same for both arms.
     *
     * @param expected in [0, 1]
     */
    public void update(boolean treatment, double reward, double share, double expected) {
        requireUnit("reward", reward);
        requireUnit("expected", expected);
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be in (0, 1), is " + share);
        }
        play(treatment, reward, share, expected, sigma());
        learn(treatment, reward, expected);
    }

    /**
     * Takes in one key of each arm, paired: the bets on both are made before either is seen, so that the arms need not have been
     * drawn, as long as rewards within an arm are independent of the pairing.
     */
    public void updatePair(double treatmentReward, double controlReward) {
        requireUnit("reward", treatmentReward);
        requireUnit("reward", controlReward);
        double expected = mean();
        double sigma = sigma();
        play(true, treatmentReward, .5, expected, sigma);
        play(false, controlReward, .5, expected, sigma);
        learn(true, treatmentReward, expected);
        learn(false, controlReward, expected);
    }

    private void play(boolean treatment, double reward, double share, double expected, double sigma) {
        double side = (treatment ? 1 : 0) - share;
        double pay = side * (reward - expected) / sigma;
        double largest = Math.max(share, 1 - share) * Math.max(expected, 1 - expected) / sigma;
        double largestEffect = LARGEST_STAKE / largest;
        for (int i = 0; i < better.length; i++) {
            better[i] = bounded(better[i] * (1 + Math.min(BETTER[i].effect(), largestEffect) * pay));
        }
        for (int i = 0; i < worse.length; i++) {
            worse[i] = bounded(worse[i] * (1 - Math.min(WORSE[i].effect(), largestEffect) * pay));
        }
    }

    /** Throwing wealth away is always fair; without it years of the same would end in infinity. */
    private static double bounded(double wealth) {
        return Math.min(wealth, LARGEST_WEALTH);
    }

    private void learn(boolean treatment, double reward, double expected) {
        if (treatment) {
            treated++;
            treatedSum += reward;
        } else {
            controls++;
            controlSum += reward;
        }
        count++;
        sum += reward;
        squaredErrors += (reward - expected) * (reward - expected);
    }

    private double mean() {
        return (PRIOR_COUNT * PRIOR_MEAN + sum) / (PRIOR_COUNT + count);
    }

    private double sigma() {
        return Math.sqrt((PRIOR_COUNT * PRIOR_VARIANCE + squaredErrors) / (PRIOR_COUNT + count));
    }

    /** Wealth of the gambler on "better"; at least {@code 1 / alpha} shows it at error probability {@code alpha}. */
    public double betterWealth() {
        return total(better);
    }

    /** Wealth of the gambler on "worse". */
    public double worseWealth() {
        return total(worse);
    }

    private static double total(double[] wealth) {
        double total = 0;
        for (double part : wealth) {
            total += part;
        }
        return total;
    }

    /** Observations of the treatment. */
    public long treated() {
        return (long) treated;
    }

    /** Observations of the control. */
    public long controls() {
        return (long) controls;
    }

    /** Mean reward of the treatment minus that of the control, as seen; NaN while an arm has none. */
    public double difference() {
        return treatedSum / treated - controlSum / controls;
    }

    /** Everything it knows, to be given to {@link #restore}. */
    public double[] state() {
        double[] state = new double[SUMS + better.length + worse.length];
        double[] sums = {treated, controls, treatedSum, controlSum, sum, count, squaredErrors};
        System.arraycopy(sums, 0, state, 0, SUMS);
        System.arraycopy(better, 0, state, SUMS, better.length);
        System.arraycopy(worse, 0, state, SUMS + better.length, worse.length);
        return state;
    }

    /** The sequence that goes on where {@link #state} was taken. */
    public static TwoArmSequence restore(double[] state) {
        TwoArmSequence sequence = new TwoArmSequence();
        int expected = SUMS + sequence.better.length + sequence.worse.length;
        if (state.length != expected) {
            throw new IllegalArgumentException("state must have " + expected + " numbers, has " + state.length);
        }
        for (double number : state) {
            if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("state must be of finite numbers of at least 0, has " + number);
            }
        }
        sequence.treated = state[0];
        sequence.controls = state[1];
        sequence.treatedSum = state[2];
        sequence.controlSum = state[3];
        sequence.sum = state[4];
        sequence.count = state[5];
        sequence.squaredErrors = state[6];
        System.arraycopy(state, SUMS, sequence.better, 0, sequence.better.length);
        System.arraycopy(state, SUMS + sequence.better.length, sequence.worse, 0, sequence.worse.length);
        return sequence;
    }

    private static void requireUnit(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], is " + value);
        }
    }
}

package io.granger.rl.bandit;

import java.util.Arrays;
import java.util.List;

/**
 * The one configuration for everything: a bank of exact ridge regressions over several feature maps, with and without forgetting, all
 * of which learn from every row; how far each is believed, and how boldly arms are tried, follow from what it saw. Not thread-safe.
 */
public final class AutoBandit implements ContextualBandit {

    /*
     * Belief. Each regression foretells the reward of the arm that was chosen before it learns it; the weights are those of
     * a Bayesian mixture with Gaussian noise, loss (r - mean)^2 / (2 noise), with a fixed share for drift. That rows were
     * chosen by ourselves does not matter to a likelihood. The simplest regressions start with a hundredth of the others'
     * weight: in the first rows everything foretells equally badly, and who looks at no feature then learns nothing of them.
     *
     * Trying. Expected reward of an arm is the mixture's mean, its spread the mixture's (noise times variance within, and
     * disagreement between). Several boldnesses each pick the arm with the highest mean + boldness * spread, and play with
     * weights of their own, by a doubly robust estimate of what each would have earned: all of them are estimated from
     * every round because the probability of every arm is known. Dudik, Langford and Li (2011), "Doubly robust policy
     * evaluation and learning".
     */

    /** A regression that is believed less is not asked what it expects of arms that are not chosen. */
    private static final double LEAST_WEIGHT = 0.01;

    private static final double SHARE = 0.001;
    private static final double NOISE_ROWS = 500;
    private static final double PRIOR_NOISE_ROWS = 10;
    private static final double PRIOR_NOISE = 0.25;
    private static final double LEAST_NOISE = 1e-4;
    /** One estimate of what a boldness earned moves its log weight by at most this. */
    private static final double MOST_STEP = 0.5;

    private final int arms;
    private final Floor floor;
    private final AutoSettings settings;
    private final List<ArmRegression> bank;
    private final Hedge belief;
    private final Hedge boldness;
    private final double[] mean;
    private final double[] spread;
    private final double[] bound;
    private final double[][] picks;
    private final double[] expected;
    private final double[][] means;
    private final double[] losses;
    private final double[] shortfalls;
    private final double[] played;
    /** The state last looked at, so that learning what was just chosen need not look again. */
    private final double[] lookedAt;

    private boolean looked;
    private double noiseSum = PRIOR_NOISE * PRIOR_NOISE_ROWS;
    private double noiseRows = PRIOR_NOISE_ROWS;

    /**
     * A bandit that knows nothing.
     *
     * @param arms at least 1
     * @param precisions prior precision of the coefficient of every feature: 1 for one that is standardised and means something,
     *     more for one of many
     * @param floor share of the rounds spread evenly over the arms, in [0, 1]
     */
    public AutoBandit(int arms, double[] precisions, double floor) {
        this(arms, precisions, floor, AutoSettings.DEFAULTS);
    }

    AutoBandit(int arms, double[] precisions, double floor, AutoSettings settings) {
        if (arms < 1) {
            throw new IllegalArgumentException("arms must be at least 1, are " + arms);
        }
        this.arms = arms;
        this.floor = new Floor(floor);
        this.settings = settings;
        this.bank = settings.experts().stream()
                .map(expert -> expert.over(arms, precisions))
                .toList();
        this.belief = new Hedge(
                settings.experts().stream()
                        .mapToDouble(AutoSettings.Expert::prior)
                        .toArray(),
                SHARE);
        int strengths = settings.boldnesses().length;
        this.boldness = new Hedge(settings.boldnessPrior(), SHARE);
        this.mean = new double[arms];
        this.spread = new double[arms];
        this.bound = new double[arms];
        this.picks = new double[strengths][arms];
        this.expected = new double[strengths];
        this.means = new double[bank.size()][arms];
        this.losses = new double[bank.size()];
        this.shortfalls = new double[strengths];
        this.played = new double[arms];
        this.lookedAt = new double[precisions.length];
    }

    @Override
    public int arms() {
        return arms;
    }

    @Override
    public void probabilities(double[] x, double[] into) {
        expect(x);
        double[] boldnesses = settings.boldnesses();
        Arrays.fill(into, 0);
        for (int s = 0; s < boldnesses.length; s++) {
            for (int arm = 0; arm < arms; arm++) {
                bound[arm] = mean[arm] + boldnesses[s] * spread[arm];
            }
            Floor.onHighest(bound, picks[s]);
            expected[s] = 0;
            for (int arm = 0; arm < arms; arm++) {
                expected[s] += picks[s][arm] * mean[arm];
                into[arm] += boldness.weight(s) * picks[s][arm];
            }
        }
        normalise(into);
        floor.mixInto(into);
        if (into != played) {
            System.arraycopy(into, 0, played, 0, arms);
        }
        System.arraycopy(x, 0, lookedAt, 0, lookedAt.length);
        looked = true;
    }

    @Override
    public void learn(double[] x, int arm, double reward) {
        if (!looked || !Arrays.equals(x, lookedAt)) {
            probabilities(x, played);
        }
        looked = false;
        double noise = Math.max(LEAST_NOISE, noiseSum / noiseRows);
        double error = reward - mean[arm];
        judgeBoldness(arm, error);
        for (int i = 0; i < losses.length; i++) {
            double off = reward - bank.get(i).mean(arm);
            losses[i] = off * off / (2 * noise);
            bank.get(i).learn(arm, reward);
        }
        belief.observe(losses);
        double keep = 1 - 1 / NOISE_ROWS;
        noiseSum = noiseSum * keep + error * error;
        noiseRows = noiseRows * keep + 1;
    }

    /** How far each regression of the bank is believed, in the order of the settings. */
    double[] beliefs() {
        double[] beliefs = new double[belief.size()];
        for (int i = 0; i < beliefs.length; i++) {
            beliefs[i] = belief.weight(i);
        }
        return beliefs;
    }

    private void judgeBoldness(int arm, double error) {
        for (int s = 0; s < shortfalls.length; s++) {
            double earned = expected[s] - expected[0] + picks[s][arm] * error / played[arm];
            shortfalls[s] = -Math.max(-MOST_STEP, Math.min(MOST_STEP, settings.boldnessRate() * earned));
        }
        boldness.observe(shortfalls);
    }

    /** Works out mean and spread of every arm. */
    private void expect(double[] x) {
        double noise = Math.max(LEAST_NOISE, noiseSum / noiseRows);
        Arrays.fill(mean, 0);
        Arrays.fill(spread, 0);
        double asked = 0;
        for (int i = 0; i < means.length; i++) {
            bank.get(i).look(x);
            double weight = belief.weight(i);
            if (weight >= LEAST_WEIGHT) {
                asked += weight;
                for (int arm = 0; arm < arms; arm++) {
                    means[i][arm] = bank.get(i).mean(arm);
                    mean[arm] += weight * means[i][arm];
                    spread[arm] += weight * noise * bank.get(i).variance(arm);
                }
            }
        }
        for (int arm = 0; arm < arms; arm++) {
            mean[arm] /= asked;
            double apart = 0;
            for (int i = 0; i < means.length; i++) {
                double weight = belief.weight(i);
                double off = means[i][arm] - mean[arm];
                apart += weight >= LEAST_WEIGHT ? weight * off * off : 0;
            }
            spread[arm] = StrictMath.sqrt((spread[arm] + apart) / asked);
        }
    }

    private static void normalise(double[] base) {
        double sum = 0;
        for (double p : base) {
            sum += p;
        }
        for (int i = 0; i < base.length; i++) {
            base[i] /= sum;
        }
    }
}

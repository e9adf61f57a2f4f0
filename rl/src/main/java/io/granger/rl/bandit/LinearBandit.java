package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * An exact ridge regression of every arm over one feature map, and one way to explore: epsilon-greedy, LinUCB, linear Thompson
 * sampling or SquareCB. Not thread-safe.
 */
public final class LinearBandit implements ContextualBandit {
    private final int arms;
    private final ArmRegression regression;
    private final Exploration exploration;
    private final Floor floor;
    private final double[] mean;
    private final double[] spread;
    private long rounds;

    /**
     * A bandit that knows nothing.
     *
     * @param arms at least 1
     * @param precisions prior precision of the coefficient of every feature
     * @param priorMean reward expected before anything is learnt
     * @param memory rows after which a row weighs 1/e; infinity never forgets
     * @param floor share of the rounds spread evenly over the arms, in [0, 1]
     */
    public LinearBandit(
            int arms,
            FeatureMap map,
            double[] precisions,
            double priorMean,
            double memory,
            Exploration exploration,
            double floor) {
        if (arms < 1) {
            throw new IllegalArgumentException("arms must be at least 1, are " + arms);
        }
        if (!(memory >= 1)) {
            throw new IllegalArgumentException("memory must be at least 1, is " + memory);
        }
        this.arms = arms;
        this.regression = new ArmRegression(map, arms, precisions, priorMean, memory);
        this.exploration = exploration;
        this.floor = new Floor(floor);
        this.mean = new double[arms];
        this.spread = new double[arms];
    }

    @Override
    public int arms() {
        return arms;
    }

    /** Expected reward of every arm, and its standard deviation in units of the noise's; what {@link #probabilities} is made of. */
    public void score(double[] x, double[] means, double[] spreads) {
        regression.look(x);
        for (int arm = 0; arm < arms; arm++) {
            means[arm] = regression.mean(arm);
            spreads[arm] = StrictMath.sqrt(regression.variance(arm));
        }
    }

    @Override
    public void probabilities(double[] x, double[] into) {
        score(x, mean, spread);
        switch (exploration) {
            case Exploration.Epsilon epsilon -> {
                Floor.onHighest(mean, into);
                double share = epsilon.first() * epsilon.halfLife() / (epsilon.halfLife() + rounds);
                for (int arm = 0; arm < arms; arm++) {
                    into[arm] = (1 - share) * into[arm] + share / arms;
                }
            }
            case Exploration.Optimism optimism -> {
                for (int arm = 0; arm < arms; arm++) {
                    mean[arm] += optimism.alpha() * spread[arm];
                }
                Floor.onHighest(mean, into);
            }
            case Exploration.Posterior posterior -> {
                for (int arm = 0; arm < arms; arm++) {
                    spread[arm] *= posterior.scale();
                }
                System.arraycopy(ThompsonProbabilities.of(mean, spread), 0, into, 0, arms);
            }
            case Exploration.InverseGap gap -> inverseGap(gap.gamma() * StrictMath.sqrt(1.0 + rounds), into);
        }
        floor.mixInto(into);
    }

    @Override
    public void learn(double[] x, int arm, double reward) {
        regression.look(x);
        regression.learn(arm, reward);
        rounds++;
    }

    private void inverseGap(double gamma, double[] into) {
        int best = 0;
        for (int arm = 1; arm < arms; arm++) {
            best = mean[arm] > mean[best] ? arm : best;
        }
        Arrays.fill(into, 0);
        double others = 0;
        for (int arm = 0; arm < arms; arm++) {
            if (arm != best) {
                into[arm] = 1 / (arms + gamma * (mean[best] - mean[arm]));
                others += into[arm];
            }
        }
        into[best] = 1 - others;
    }
}

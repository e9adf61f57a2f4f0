package io.granger.rl.bandit;

/**
 * What one way of looking at a state expects of every arm, each with coefficients of its own: Li et al. (2010), "A contextual-bandit
 * approach to personalized news article recommendation". An arm nobody tried is expected to do as arms did so far, and starts from
 * there. Not thread-safe.
 */
final class ArmRegression {

    private final FeatureMap map;
    private final Forgetting forgetting;
    private final double[] precisions;
    private final RidgeModel[] ofArm;
    private final boolean[] met;
    private final double[] x;
    private final double[] target = new double[1];
    private double levelSum;
    private double levelRows = 1;
    private long sinceForgetting;

    /**
     * A regression that expects {@code priorMean} of every arm.
     *
     * @param precisions prior precision of the coefficient of every feature, above 0
     * @param memory rows after which a row weighs 1/e; infinity never forgets
     */
    ArmRegression(FeatureMap map, int arms, double[] precisions, double priorMean, double memory) {
        this.map = map;
        this.forgetting = new Forgetting(memory);
        this.precisions = map.precisions(precisions);
        this.levelSum = priorMean;
        this.x = new double[map.dimension()];
        this.met = new boolean[arms];
        this.ofArm = new RidgeModel[arms];
        for (int arm = 0; arm < arms; arm++) {
            ofArm[arm] = fresh(priorMean);
        }
    }

    private RidgeModel fresh(double level) {
        double[] prior = new double[precisions.length];
        prior[0] = map.hasLevel() ? level : 0;
        return RidgeModel.withPrior(precisions, prior);
    }

    /** Takes the state that {@link #mean}, {@link #variance} and {@link #learn} are about. */
    void look(double[] features) {
        map.map(features, x);
    }

    /** Expected reward of an arm. */
    double mean(int arm) {
        return met[arm] ? ofArm[arm].mean(x, 0) : levelSum / levelRows;
    }

    /** Variance of that expectation in units of the noise variance. */
    double variance(int arm) {
        return met[arm] ? ofArm[arm].variance(x) : ofArm[arm].priorVariance(x);
    }

    /** Learns the reward of an arm in the state it looks at. */
    void learn(int arm, double reward) {
        target[0] = reward;
        forgetWhenDue();
        if (!met[arm]) {
            met[arm] = true;
            ofArm[arm] = fresh(levelSum / levelRows);
        }
        levelSum += reward;
        levelRows++;
        ofArm[arm].update(x, target);
    }

    private void forgetWhenDue() {
        if (!forgetting.isDue(++sinceForgetting)) {
            return;
        }
        double left = forgetting.left(sinceForgetting);
        for (int arm = 0; arm < ofArm.length; arm++) {
            if (met[arm]) {
                ofArm[arm].forget(left);
            }
        }
        // the prior's one row stays
        levelSum = levelSum / levelRows * (1 + (levelRows - 1) * left);
        levelRows = 1 + (levelRows - 1) * left;
        sinceForgetting = 0;
    }
}

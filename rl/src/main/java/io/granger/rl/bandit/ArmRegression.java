package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * What one way of looking at a state expects of every arm. Not thread-safe.
 *
 * <p>Either every arm has coefficients of its own (disjoint: Li et al. 2010), or all share the coefficients of the features and differ
 * in their level only (additive), so that an arm nobody tried is expected to do as arms do in such a state.
 */
final class ArmRegression {

    private final FeatureMap map;
    private final int arms;
    private final boolean additive;
    private final Forgetting forgetting;
    private final double[] precisions;
    private final double level;
    private final RidgeModel[] ofArm;
    private final boolean[] met;
    private final double[] shared;
    private final double[] x;
    private final double[] target = new double[1];
    private double levelSum;
    private double levelRows = 1;
    private long sinceForgetting;

    /**
     * A regression that expects {@code priorMean} of every arm.
     *
     * @param level factor on the prior precision of an arm's level: how many rows it takes to believe that arms differ
     * @param memory rows after which a row weighs 1/e; infinity never forgets
     */
    ArmRegression(
            FeatureMap map,
            int arms,
            boolean additive,
            double[] precisions,
            double level,
            double priorMean,
            double memory) {
        this.map = map;
        this.arms = arms;
        this.additive = additive;
        this.forgetting = new Forgetting(memory);
        this.precisions = map.precisions(precisions);
        this.level = level * LevelMap.LEVEL_PRECISION;
        if (map.hasLevel()) {
            this.precisions[0] *= level;
        }
        this.levelSum = priorMean;
        this.x = new double[map.dimension()];
        this.met = new boolean[arms];
        int models = additive ? 1 : arms;
        this.shared = new double[additive ? map.dimension() + arms : 0];
        this.ofArm = new RidgeModel[models];
        for (int arm = 0; arm < models; arm++) {
            ofArm[arm] = fresh(priorMean);
        }
    }

    private RidgeModel fresh(double start) {
        if (!additive) {
            double[] prior = new double[precisions.length];
            prior[0] = map.hasLevel() ? start : 0;
            return RidgeModel.withPrior(precisions, prior);
        }
        double[] prior = new double[precisions.length + arms];
        double[] all = new double[prior.length];
        prior[0] = start;
        System.arraycopy(precisions, 0, all, 0, precisions.length);
        Arrays.fill(all, precisions.length, all.length, level);
        return RidgeModel.withPrior(all, prior);
    }

    /** Takes the state that {@link #mean}, {@link #variance} and {@link #learn} are about. */
    void look(double[] features) {
        map.map(features, x);
    }

    /** Expected reward of an arm. */
    double mean(int arm) {
        if (additive) {
            return ofArm[0].mean(ofShared(arm), 0);
        }
        // an arm nobody tried is expected to do as arms did so far
        return met[arm] ? ofArm[arm].mean(x, 0) : levelSum / levelRows;
    }

    /** Variance of that expectation in units of the noise variance. */
    double variance(int arm) {
        if (additive) {
            return ofArm[0].variance(ofShared(arm));
        }
        return met[arm] ? ofArm[arm].variance(x) : ofArm[arm].priorVariance(x);
    }

    /** Learns the reward of an arm in the state it looks at. */
    void learn(int arm, double reward) {
        target[0] = reward;
        forgetWhenDue();
        levelSum += reward;
        levelRows++;
        if (additive) {
            ofArm[0].update(ofShared(arm), target);
            return;
        }
        if (!met[arm]) {
            met[arm] = true;
            ofArm[arm] = fresh((levelSum - reward) / (levelRows - 1));
        }
        ofArm[arm].update(x, target);
    }

    private void forgetWhenDue() {
        if (!forgetting.isDue(++sinceForgetting)) {
            return;
        }
        double left = forgetting.left(sinceForgetting);
        for (int arm = 0; arm < ofArm.length; arm++) {
            if (additive || met[arm]) {
                ofArm[arm].forget(left);
            }
        }
        // the prior's one row stays
        levelSum = levelSum / levelRows * (1 + (levelRows - 1) * left);
        levelRows = 1 + (levelRows - 1) * left;
        sinceForgetting = 0;
    }

    private double[] ofShared(int arm) {
        System.arraycopy(x, 0, shared, 0, x.length);
        for (int i = 0; i < arms; i++) {
            shared[x.length + i] = i == arm ? 1 : 0;
        }
        return shared;
    }
}

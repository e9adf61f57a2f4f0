package io.granger.rl.bandit;

/** The map that looks at no feature: an arm is its mean reward. */
public record LevelMap() implements FeatureMap {

    /** Prior precision of an arm's level: what is believed beforehand counts as one row. */
    static final double LEVEL_PRECISION = 1;

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public void map(double[] x, double[] into) {
        into[0] = 1;
    }

    @Override
    public double[] precisions(double[] features) {
        return new double[] {LEVEL_PRECISION};
    }
}

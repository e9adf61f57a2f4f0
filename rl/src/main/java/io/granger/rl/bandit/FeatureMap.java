package io.granger.rl.bandit;

/**
 * Turns features into the regressors of a linear model; the first regressor is always 1. Immutable, safe from any thread; maps made
 * with the same arguments are the same on every machine.
 */
public sealed interface FeatureMap permits LevelMap, LinearMap, RandomFourierMap, InteractionMap {

    /** How many regressors there are. */
    int dimension();

    /** Writes the regressors of {@code x}; allocates nothing. */
    void map(double[] x, double[] into);

    /**
     * Prior precision of the coefficient of every regressor.
     *
     * @param features prior precision of the coefficient of every feature, above 0
     */
    double[] precisions(double[] features);
}

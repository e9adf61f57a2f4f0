package io.granger.rl.bandit;

/**
 * Turns features into the regressors of a linear model; the first is 1 where there is a level. Immutable, safe from any thread; maps made
 * with the same arguments are the same on every machine.
 */
public sealed interface FeatureMap permits LevelMap, LinearMap, RandomFourierMap, InteractionMap {

    /** How many regressors there are. */
    int dimension();

    /** Whether the first regressor is 1 and its coefficient an arm's level. */
    default boolean hasLevel() {
        return true;
    }

    /** Writes the regressors of {@code x}; allocates nothing. */
    void map(double[] x, double[] into);

    /**
     * Prior precision of the coefficient of every regressor.
     *
     * @param features prior precision of the coefficient of every feature, above 0
     */
    double[] precisions(double[] features);
}

package io.granger.rl.bandit;

/**
 * The features as they are.
 *
 * @param features how many there are
 * @param caution factor on the prior precision of every feature; larger believes less in them
 */
public record LinearMap(int features, double caution) implements FeatureMap {

    /** Refuses what is out of range. */
    public LinearMap {
        if (features < 0) {
            throw new IllegalArgumentException("features must be at least 0, are " + features);
        }
        if (!(caution > 0 && caution < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("caution must be finite and above 0, is " + caution);
        }
    }

    @Override
    public int dimension() {
        return 1 + features;
    }

    @Override
    public void map(double[] x, double[] into) {
        into[0] = 1;
        System.arraycopy(x, 0, into, 1, features);
    }

    @Override
    public double[] precisions(double[] ofFeatures) {
        double[] precisions = new double[dimension()];
        precisions[0] = LevelMap.LEVEL_PRECISION;
        for (int i = 0; i < features; i++) {
            precisions[1 + i] = caution * ofFeatures[i];
        }
        return precisions;
    }
}

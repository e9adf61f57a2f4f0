package io.granger.rl.bandit;

/**
 * The features as they are.
 *
 * @param features how many there are
 * @param caution factor on the prior precision of every feature; larger believes less in them
 * @param hasLevel whether an arm has a level besides; LinUCB as it was published has none
 */
public record LinearMap(int features, double caution, boolean hasLevel) implements FeatureMap {

    /** Refuses what is out of range. */
    public LinearMap {
        if (features < (hasLevel ? 0 : 1)) {
            throw new IllegalArgumentException("features must be at least " + (hasLevel ? 0 : 1) + ", are " + features);
        }
        if (!(caution > 0 && caution < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("caution must be finite and above 0, is " + caution);
        }
    }

    /** The features as they are, and a level. */
    public LinearMap(int features, double caution) {
        this(features, caution, true);
    }

    @Override
    public int dimension() {
        return first() + features;
    }

    @Override
    public void map(double[] x, double[] into) {
        into[0] = 1;
        System.arraycopy(x, 0, into, first(), features);
    }

    @Override
    public double[] precisions(double[] ofFeatures) {
        double[] precisions = new double[dimension()];
        precisions[0] = LevelMap.LEVEL_PRECISION;
        for (int i = 0; i < features; i++) {
            precisions[first() + i] = caution * ofFeatures[i];
        }
        return precisions;
    }

    private int first() {
        return hasLevel ? 1 : 0;
    }
}

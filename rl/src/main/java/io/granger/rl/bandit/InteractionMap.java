package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * The features as they are, and the products of every two of them by signed hashing into a fixed number of places; each has a place
 * of its own where there are enough. Weinberger et al. (2009), ICML, "Feature hashing".
 */
public final class InteractionMap implements FeatureMap {

    /** A product of two features is believed less than a feature. */
    private static final double CAUTION = 3;

    private final int features;
    private final int places;
    private final int[] placeOf;
    private final boolean[] negative;

    /**
     * Products of this many features.
     *
     * @param places most places to hash products into, at least 1
     */
    public InteractionMap(int features, int places) {
        if (features < 0 || places < 1) {
            throw new IllegalArgumentException(
                    "features must be at least 0 and places at least 1, are " + features + " and " + places);
        }
        int products = Math.multiplyExact(features, features + 1) / 2;
        this.features = features;
        this.places = Math.min(places, products);
        this.placeOf = new int[products];
        this.negative = new boolean[products];
        for (int i = 0; i < products; i++) {
            long hash = mixed(i + 1L);
            placeOf[i] = products <= places ? i : (int) Long.remainderUnsigned(hash, places);
            negative[i] = products > places && hash < 0;
        }
    }

    @Override
    public int dimension() {
        return 1 + features + places;
    }

    @Override
    public void map(double[] x, double[] into) {
        Arrays.fill(into, 0);
        into[0] = 1;
        System.arraycopy(x, 0, into, 1, features);
        for (int i = 0, product = 0; i < features; i++) {
            for (int j = 0; j <= i; j++, product++) {
                double value = x[i] * x[j];
                into[1 + features + placeOf[product]] += negative[product] ? -value : value;
            }
        }
    }

    @Override
    public double[] precisions(double[] ofFeatures) {
        double[] precisions = new double[dimension()];
        double most = Arrays.stream(ofFeatures).max().orElse(1);
        precisions[0] = LevelMap.LEVEL_PRECISION;
        System.arraycopy(ofFeatures, 0, precisions, 1, features);
        Arrays.fill(precisions, 1 + features, precisions.length, CAUTION * most);
        return precisions;
    }

    private static long mixed(long value) {
        long z = value * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

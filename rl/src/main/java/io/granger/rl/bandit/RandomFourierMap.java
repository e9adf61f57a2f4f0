package io.granger.rl.bandit;

import java.util.Arrays;
import java.util.Random;

/**
 * The features as they are, and random waves over them whose inner products approach a Gaussian kernel.
 *
 * <p>Wave: {@code sqrt(2 / m) cos(w . x + b)} with {@code w} Gaussian and {@code b} uniform; Rahimi and Recht (2007), "Random
 * features for large-scale kernel machines". The kernel's width is {@code bandwidth * sqrt(n)} for {@code n} features believed at
 * once (prior precision at most {@value #MOST_PRECISION}), which is how far apart standardised rows are; the others make no waves.
 */
public final class RandomFourierMap implements FeatureMap {

    private static final double MOST_PRECISION = 1;
    private static final double TURN = 2 * Math.PI;

    private final int features;
    private final int waves;
    /** Of each feature, by wave: a feature that is 0 costs nothing, and several waves are done at a time. */
    private final double[][] frequencies;

    private final double[] phases;
    private final double scale;

    /**
     * The waves drawn with this seed.
     *
     * @param waves how many, at least 1
     * @param bandwidth above 0
     * @param precisions prior precision of the coefficient of every feature
     */
    public RandomFourierMap(int waves, double bandwidth, double[] precisions, long seed) {
        if (waves < 1 || !(bandwidth > 0)) {
            throw new IllegalArgumentException(
                    "waves must be at least 1 and bandwidth above 0, are " + waves + " and " + bandwidth);
        }
        this.features = precisions.length;
        this.waves = waves;
        this.scale = Math.sqrt(2.0 / waves);
        this.frequencies = new double[features][waves];
        this.phases = new double[waves];
        long waving =
                Arrays.stream(precisions).filter(RandomFourierMap::isWaving).count();
        double width = bandwidth * Math.sqrt(Math.max(1, waving));
        Random random = new Random(seed);
        for (int wave = 0; wave < waves; wave++) {
            for (int i = 0; i < features; i++) {
                double gaussian = random.nextGaussian();
                frequencies[i][wave] = isWaving(precisions[i]) ? gaussian / width / TURN : 0;
            }
            phases[wave] = random.nextDouble();
        }
    }

    /** Whether a feature with this prior precision makes waves. */
    static boolean isWaving(double precision) {
        return precision <= MOST_PRECISION;
    }

    @Override
    public int dimension() {
        return 1 + features + waves;
    }

    @Override
    public void map(double[] x, double[] into) {
        into[0] = 1;
        System.arraycopy(x, 0, into, 1, features);
        wavesOf(x, into, 1 + features);
    }

    /** How many waves there are. */
    int waves() {
        return waves;
    }

    /** Writes the waves alone, to {@code into[from ..]}. */
    void wavesOf(double[] x, double[] into, int from) {
        System.arraycopy(phases, 0, into, from, waves);
        for (int i = 0; i < features; i++) {
            if (x[i] != 0) {
                addTurns(frequencies[i], x[i], into, from);
            }
        }
        for (int wave = from; wave < from + waves; wave++) {
            into[wave] = scale * cosineOf(into[wave]);
        }
    }

    private static void addTurns(double[] frequencies, double x, double[] into, int from) {
        for (int wave = 0; wave < frequencies.length; wave++) {
            into[from + wave] += x * frequencies[wave];
        }
    }

    /**
     * The cosine of an angle in turns, within 1e-11: the library's reproducible one allocates, and takes most of the time. It is the sine of
     * what is left to a quarter of a turn, by its power series up to the fifteenth. Without a branch, so that several are done at a time.
     */
    static double cosineOf(double turns) {
        double angle = TURN * (0.25 - Math.abs(turns - Math.rint(turns)));
        double z = angle * angle;
        double sum = 1 - z * (1 / 210.0);
        sum = 1 - z * (1 / 156.0) * sum;
        sum = 1 - z * (1 / 110.0) * sum;
        sum = 1 - z * (1 / 72.0) * sum;
        sum = 1 - z * (1 / 42.0) * sum;
        sum = 1 - z * (1 / 20.0) * sum;
        sum = 1 - z * (1 / 6.0) * sum;
        return angle * sum;
    }

    @Override
    public double[] precisions(double[] ofFeatures) {
        double[] precisions = new double[dimension()];
        precisions[0] = LevelMap.LEVEL_PRECISION;
        System.arraycopy(ofFeatures, 0, precisions, 1, features);
        Arrays.fill(precisions, 1 + features, precisions.length, MOST_PRECISION);
        return precisions;
    }
}

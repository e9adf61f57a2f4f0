package io.granger.rl.bandit;

import java.util.List;

/**
 * What {@link AutoBandit} may believe and how boldly it may try.
 *
 * @param experts regressions of the bank
 * @param boldnesses standard deviations of optimism, at least one
 * @param boldnessPrior weight of each before anything was seen
 * @param boldnessRate how fast their weights follow what they earn
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AutoSettings(List<Expert> experts, double[] boldnesses, double[] boldnessPrior, double boldnessRate) {

    private static final double PRIOR_MEAN = 0.5;
    private static final int WAVES = 200;
    private static final double MEMORY = 1000;
    private static final double NEVER = Double.POSITIVE_INFINITY;
    /** Seed of the random waves: part of the configuration, like every other number here. */
    private static final long WAVES_SEED = 7;

    /** What {@code auto} runs with, everywhere. */
    static final AutoSettings DEFAULTS = new AutoSettings(
            List.of(
                    new Expert(View.LEVEL, 1, NEVER, 0.01),
                    new Expert(View.LEVEL, 1, MEMORY, 0.01),
                    new Expert(View.LINEAR, 1, NEVER, 1),
                    new Expert(View.LINEAR, 1, MEMORY, 0.3),
                    new Expert(View.LINEAR, 10, NEVER, 1),
                    new Expert(View.LINEAR, 100, NEVER, 0.3),
                    new Expert(View.WAVES_NARROW, 1, NEVER, 1),
                    new Expert(View.WAVES_WIDE, 1, NEVER, 1)),
            new double[] {0.1, 0.3, 1},
            new double[] {0.05, 1, 0.05},
            0.05);

    /** Ways of looking at a state. */
    enum View {
        LEVEL,
        LINEAR,
        WAVES_NARROW,
        WAVES_WIDE;

        private FeatureMap map(double[] precisions, double caution) {
            return switch (this) {
                case LEVEL -> new LevelMap();
                case LINEAR -> new LinearMap(precisions.length, caution);
                case WAVES_NARROW -> new RandomFourierMap(WAVES, 0.5, precisions, WAVES_SEED);
                case WAVES_WIDE -> new RandomFourierMap(WAVES, 1, precisions, WAVES_SEED);
            };
        }
    }

    /**
     * One regression of the bank.
     *
     * @param caution factor on the prior precisions of a linear view
     * @param memory rows after which a row weighs 1/e
     * @param prior weight before anything was seen
     */
    record Expert(View view, double caution, double memory, double prior) {
        ArmRegression over(int arms, double[] precisions) {
            return new ArmRegression(view.map(precisions, caution), arms, precisions, PRIOR_MEAN, memory);
        }
    }
}

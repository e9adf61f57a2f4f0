package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;

/**
 * How linear models of arms believe, doubt and forget.
 *
 * <p>Precisions count in rows: a coefficient with prior precision 10 is believed as if ten rows had already said what the prior says.
 *
 * @param interceptPrecision prior precision of an arm's level, above 0
 * @param statePrecision prior precision of each coefficient of a standardised state feature, above 0
 * @param armPrecision prior precision of each coefficient of a standardised arm feature, above 0
 * @param priorMean level expected of the targets before anything is learnt
 * @param noise standard deviation expected of a target before residuals are seen, above 0
 * @param spreadScale factor on every spread; 1 is the posterior's own, below 1 explores less
 * @param memory number of rows of a key after which a row weighs 1/e; at least 1, infinity never forgets
 * @param maxModels most models kept; the arm that learnt longest ago goes first
 * @param fullFeatures how many state features are believed with {@code statePrecision}; of more, each is believed less in proportion,
 *     so that all together are not expected to say more; at least 1
 * @param waves random waves over the state's features in a third belief of each arm; 0 leaves it out
 */
public record LinearArmsSettings(
        double interceptPrecision,
        double statePrecision,
        double armPrecision,
        double priorMean,
        double noise,
        double spreadScale,
        double memory,
        int maxModels,
        int fullFeatures,
        int waves) {

    private static final int MOST_WAVES = 1024;

    /** Settings without waves. */
    public LinearArmsSettings(
            double interceptPrecision,
            double statePrecision,
            double armPrecision,
            double priorMean,
            double noise,
            double spreadScale,
            double memory,
            int maxModels) {
        this(
                interceptPrecision,
                statePrecision,
                armPrecision,
                priorMean,
                noise,
                spreadScale,
                memory,
                maxModels,
                Integer.MAX_VALUE,
                0);
    }

    /** Refuses what is out of range. */
    public LinearArmsSettings {
        requireAbove("interceptPrecision", 0, interceptPrecision);
        requireAbove("statePrecision", 0, statePrecision);
        requireAbove("armPrecision", 0, armPrecision);
        requireAbove("noise", 0, noise);
        requireAbove("spreadScale", 0, spreadScale);
        if (!Double.isFinite(priorMean)) {
            throw new IllegalArgumentException("priorMean must be finite, is " + priorMean);
        }
        if (!(memory >= 1)) {
            throw new IllegalArgumentException("memory must be at least 1, is " + memory);
        }
        if (maxModels < 2) {
            throw new IllegalArgumentException("maxModels must be at least 2, is " + maxModels);
        }
        if (fullFeatures < 1) {
            throw new IllegalArgumentException("fullFeatures must be at least 1, are " + fullFeatures);
        }
        if (waves < 0 || waves > MOST_WAVES) {
            throw new IllegalArgumentException("waves must be in [0, " + MOST_WAVES + "], are " + waves);
        }
    }

    /** Prior precision of each coefficient: of the level, of the state's features, of the arm's. */
    double[] precisions(int stateWidth, int armWidth) {
        double[] precisions = new double[1 + stateWidth + armWidth];
        Arrays.fill(precisions, statePrecision * Math.max(1, stateWidth / (double) fullFeatures));
        Arrays.fill(precisions, 1 + stateWidth, precisions.length, armPrecision);
        precisions[0] = interceptPrecision;
        return precisions;
    }

    /** Coefficients before anything is learnt, target after target. */
    double[] prior(int targets, int features) {
        double[] prior = new double[targets * (1 + features)];
        for (int t = 0; t < targets; t++) {
            prior[t * (1 + features)] = priorMean;
        }
        return prior;
    }

    void save(SnapshotWriter to) {
        to.putDouble(interceptPrecision).putDouble(statePrecision).putDouble(armPrecision);
        to.putDouble(priorMean).putDouble(noise).putDouble(spreadScale);
        to.putDouble(memory).putInt(maxModels).putInt(fullFeatures).putInt(waves);
    }

    static LinearArmsSettings restore(SnapshotReader from) {
        try {
            return new LinearArmsSettings(
                    from.getDouble(),
                    from.getDouble(),
                    from.getDouble(),
                    from.getDouble(),
                    from.getDouble(),
                    from.getDouble(),
                    from.getDouble(),
                    from.getInt(),
                    from.getInt(),
                    from.getInt());
        } catch (SnapshotRejected rejected) {
            throw rejected;
        } catch (IllegalArgumentException refused) {
            throw new SnapshotRejected("settings are bad: " + refused.getMessage());
        }
    }

    private static void requireAbove(String name, double bound, double value) {
        if (!(value > bound && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and above " + bound + ", is " + value);
        }
    }
}

package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 * @param memory number of rows of a key after which a row weighs 1/e, to beliefs that forget; at least 1, infinity never forgets
 * @param maxModels most models kept; the arm that learnt longest ago goes first
 * @param fullFeatures how many state features are believed with {@code statePrecision}; of more, each is believed less in proportion,
 *     so that all together are not expected to say more; at least 1
 * @param features factor on {@code statePrecision} of each state feature, above 0, for keys that all have so many; empty for 1. One
 *     above 1 makes no waves
 * @param beliefs what each arm has a regression for
 * @param boldness how far a spread counts to begin with, on top of {@code spreadScale}: learnt from what was chosen, in
 *     [{@value Boldness#LEAST}, 1], or 0 where a spread counts as it is
 * @param foreignness how soon the level and the more cautious beliefs give way to the least cautious in a state unlike those an arm was
 *     tried in: what is left of them is {@code 1 / (1 + foreignness * x' A^-1 x)}; at least 0
 * @param tries how often an arm is to be tried for each e-fold of its key's rounds, by the hundred for each arm: after {@code t}
 *     rounds of {@code k} arms one that was tried {@code n} times is given credit for {@code 1 + tries ln(1 + t / (100 k)) /
 *     (interceptPrecision + n)} times its spread; at least 0. That fewer cannot do is due to Lai and Robbins (1985),
 *     "Asymptotically efficient adaptive allocation rules"
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
        List<Double> features,
        Beliefs beliefs,
        double boldness,
        double foreignness,
        double tries) {

    private static final double ROUNDS_OF_AN_ARM = 100;
    private static final int MOST_FEATURES = 1 << 12;

    /** Settings with one linear belief and no waves. */
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
                List.of(),
                Beliefs.forgetting(List.of(1.0), 0),
                0,
                4,
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
        features = List.copyOf(features);
        if (features.size() > MOST_FEATURES) {
            throw new IllegalArgumentException(
                    "features must be at most " + MOST_FEATURES + ", are " + features.size());
        }
        features.forEach(factor -> requireAbove("factor of a feature", 0, factor));
        if (boldness != 0 && !(boldness >= Boldness.LEAST && boldness <= 1)) {
            throw new IllegalArgumentException("boldness must be 0 or in [" + Boldness.LEAST + ", 1], is " + boldness);
        }
        if (!(foreignness >= 0 && foreignness < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("foreignness must be finite and at least 0, is " + foreignness);
        }
        if (!(tries >= 0 && tries < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tries must be finite and at least 0, are " + tries);
        }
    }

    /** The same but for the memory. */
    public LinearArmsSettings withMemory(double newMemory) {
        return with(newMemory, features, beliefs);
    }

    /** The same but for how far each state feature is believed. */
    public LinearArmsSettings withFeatures(List<Double> newFeatures) {
        return with(memory, newFeatures, beliefs);
    }

    /** The same but for what each arm has a regression for. */
    public LinearArmsSettings withBeliefs(Beliefs newBeliefs) {
        return with(memory, features, newBeliefs);
    }

    private LinearArmsSettings with(double newMemory, List<Double> newFeatures, Beliefs newBeliefs) {
        return new LinearArmsSettings(
                interceptPrecision,
                statePrecision,
                armPrecision,
                priorMean,
                noise,
                spreadScale,
                newMemory,
                maxModels,
                fullFeatures,
                newFeatures,
                newBeliefs,
                boldness,
                foreignness,
                tries);
    }

    /** How many tries of an arm, in rows of its level, would halve what it is given credit for beside its spread. */
    double triesDue(long rounds, int arms) {
        return tries * StrictMath.log1p(rounds / (ROUNDS_OF_AN_ARM * arms));
    }

    /** Prior precision of each coefficient of a belief: of the level, of the state's features, of the arm's. */
    double[] precisions(double caution, int stateWidth, int armWidth) {
        double[] precisions = new double[1 + stateWidth + armWidth];
        double ofState = caution * statePrecision * Math.max(1, stateWidth / (double) fullFeatures);
        double[] factors = factors(stateWidth);
        for (int i = 0; i < stateWidth; i++) {
            precisions[1 + i] = Math.min(RidgeModel.LARGEST, ofState * factors[i]);
        }
        Arrays.fill(precisions, 1 + stateWidth, precisions.length, armPrecision);
        precisions[0] = interceptPrecision;
        return precisions;
    }

    /** Factor on the precision of each of so many state features. */
    double[] factors(int stateWidth) {
        if (features.isEmpty()) {
            double[] ones = new double[stateWidth];
            Arrays.fill(ones, 1);
            return ones;
        }
        Bounds.requireLength("state features", features.size(), stateWidth);
        return features.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Coefficients before anything is learnt, target after target. */
    double[] prior(int targets, int width) {
        double[] prior = new double[targets * (1 + width)];
        for (int t = 0; t < targets; t++) {
            prior[t * (1 + width)] = priorMean;
        }
        return prior;
    }

    void save(SnapshotWriter to) {
        to.putDouble(interceptPrecision).putDouble(statePrecision).putDouble(armPrecision);
        to.putDouble(priorMean).putDouble(noise).putDouble(spreadScale);
        to.putDouble(memory).putDouble(boldness).putDouble(foreignness).putDouble(tries);
        to.putInt(maxModels).putInt(fullFeatures).putInt(features.size());
        features.forEach(to::putDouble);
        beliefs.save(to);
    }

    static LinearArmsSettings restore(SnapshotReader from) {
        try {
            double[] numbers = new double[10];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = from.getDouble();
            }
            int maxModels = from.getInt();
            int fullFeatures = from.getInt();
            List<Double> features = new ArrayList<>();
            for (int left = from.getInt("features", 0, MOST_FEATURES); left > 0; left--) {
                features.add(from.getDouble());
            }
            return new LinearArmsSettings(
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    numbers[3],
                    numbers[4],
                    numbers[5],
                    numbers[6],
                    maxModels,
                    fullFeatures,
                    features,
                    Beliefs.restore(from),
                    numbers[7],
                    numbers[8],
                    numbers[9]);
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

package io.granger.rl.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A forest of regression trees for several targets at once that answers with weights over the rows it was grown on.
 *
 * <p>A row weighs the share of trees that put it into the same leaf as the question, each leaf dividing one equally; so the mean,
 * a quantile, or a plan made over the weighted rows are all estimates at the question. Meinshausen (2006), "Quantile
 * regression forests"; Lin and Jeon (2006), "Random forests and adaptive nearest neighbors". A feature that is NaN is missing
 * and counts as below every number, so that a split can set the missing apart.
 *
 * <p>Immutable, safe from any thread. The same rows, settings and generator give the same forest.
 */
public final class RegressionForest {
    private final double[][] x;
    private final List<RegressionTree> trees;

    private RegressionForest(double[][] x, List<RegressionTree> trees) {
        this.x = x;
        this.trees = trees;
    }

    /**
     * Grows a forest; splits take the greatest drop of the squared error summed over the targets.
     *
     * @param x features, a row each; NaN is missing
     * @param y targets, as many rows as {@code x}, finite; a scale of its own weighs a target more
     */
    public static RegressionForest grown(double[][] x, double[][] y, ForestSettings settings, SplittableRandom random) {
        requireRows(x, y);
        double[][] known = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            known[i] = withoutNaN(x[i]);
        }
        TreeGrower grower = new TreeGrower(known, y, settings);
        List<RegressionTree> trees = new ArrayList<>(settings.trees());
        for (int t = 0; t < settings.trees(); t++) {
            trees.add(grower.grow(random.split()));
        }
        return new RegressionForest(known, trees);
    }

    /** Number of rows it was grown on. */
    public int rows() {
        return x.length;
    }

    /** Weights of the rows at a question, one for each, at least 0, their sum 1. */
    public double[] weights(double[] features) {
        double[] question = withoutNaN(features);
        double[] weights = new double[x.length];
        for (RegressionTree tree : trees) {
            tree.addLeafWeights(question, 1.0 / trees.size(), weights);
        }
        return weights;
    }

    /**
     * Weights at a row of its own by the trees that never saw it, so that the row itself weighs nothing; all zeros when every tree
     * saw it.
     */
    public double[] outOfBagWeights(int row) {
        double[] weights = new double[x.length];
        long unseen = trees.stream().filter(tree -> !tree.saw(row)).count();
        for (RegressionTree tree : trees) {
            if (!tree.saw(row)) {
                tree.addLeafWeights(x[row], 1.0 / unseen, weights);
            }
        }
        return weights;
    }

    private static double[] withoutNaN(double[] features) {
        // Adding 0.0 makes one zero of the two, which no threshold could tell apart.
        return Arrays.stream(features)
                .map(value -> Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value + 0.0)
                .toArray();
    }

    private static void requireRows(double[][] x, double[][] y) {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException(
                    "a forest needs as many rows of targets as of features and at least 1, has " + y.length + " and "
                            + x.length);
        }
        for (int i = 0; i < x.length; i++) {
            if (x[i].length != x[0].length || y[i].length != y[0].length) {
                throw new IllegalArgumentException("row " + i + " has " + x[i].length + " features and " + y[i].length
                        + " targets; row 0 has " + x[0].length + " and " + y[0].length);
            }
            for (double value : y[i]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("targets must be finite; row " + i + " has " + value);
                }
            }
        }
    }
}

package io.granger.rl.forest;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Grows trees over one set of rows; ranks of the features are taken once. Not safe from several threads. */
final class TreeGrower {
    /** A drop of the squared error below this is rounding. */
    private static final double LEAST_GAIN = 1e-12;

    private final double[][] x;
    private final double[][] y;
    private final ForestSettings settings;
    private final int features;
    private final int tried;
    /** {@code rank[f][i]}: how many distinct values of feature {@code f} are below that of row {@code i}. */
    private final int[][] rank;

    private final long[] keys;
    private final double[] sum;
    private final double[] leftSum;
    private final int[] featureOrder;

    private int bestFeature;
    private double bestThreshold;
    private double bestScore;

    TreeGrower(double[][] x, double[][] y, ForestSettings settings) {
        this.x = x;
        this.y = y;
        this.settings = settings;
        this.features = x[0].length;
        this.tried = (int) Math.max(1, Math.ceil(features * settings.featureShare()));
        this.rank = ranks(x, features);
        this.keys = new long[x.length];
        this.sum = new double[y[0].length];
        this.leftSum = new double[y[0].length];
        this.featureOrder = new int[features];
        Arrays.setAll(featureOrder, f -> f);
    }

    private static int[][] ranks(double[][] x, int features) {
        int[][] rank = new int[features][x.length];
        for (int f = 0; f < features; f++) {
            int feature = f;
            double[] values = Arrays.stream(x)
                    .mapToDouble(row -> row[feature])
                    .sorted()
                    .distinct()
                    .toArray();
            for (int i = 0; i < x.length; i++) {
                rank[f][i] = Arrays.binarySearch(values, x[i][f]);
            }
        }
        return rank;
    }

    RegressionTree grow(SplittableRandom random) {
        int n = x.length;
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        int drawn = (int) Math.max(1, Math.round(settings.rowShare() * n));
        RegressionTree tree = new RegressionTree(n);
        for (int i = 0; i < drawn; i++) {
            swap(rows, i, i + random.nextInt(n - i));
            tree.see(rows[i]);
        }
        grow(tree, rows, 0, drawn, random);
        return tree;
    }

    private int grow(RegressionTree tree, int[] rows, int from, int to, SplittableRandom random) {
        int node = tree.newNode();
        findSplit(rows, from, to, random);
        if (bestFeature < 0) {
            tree.makeLeaf(node, Arrays.copyOfRange(rows, from, to));
            return node;
        }
        tree.split(node, bestFeature, bestThreshold);
        int middle = partition(rows, from, to);
        int left = grow(tree, rows, from, middle, random);
        int right = grow(tree, rows, middle, to, random);
        tree.connect(node, left, right);
        return node;
    }

    private void findSplit(int[] rows, int from, int to, SplittableRandom random) {
        bestFeature = -1;
        int size = to - from;
        if (size < 2 * settings.minLeaf()) {
            return;
        }
        Arrays.fill(sum, 0);
        for (int i = from; i < to; i++) {
            add(sum, y[rows[i]]);
        }
        bestScore = squared(sum) / size + LEAST_GAIN;
        int left = tried;
        // Features that are constant here do not count as tried.
        for (int i = 0; i < features && left > 0; i++) {
            swap(featureOrder, i, i + random.nextInt(features - i));
            if (tryFeature(featureOrder[i], rows, from, to)) {
                left--;
            }
        }
    }

    /** Whether the feature differs among the rows; the best split of it is kept if it beats those before. */
    private boolean tryFeature(int feature, int[] rows, int from, int to) {
        int size = to - from;
        for (int i = 0; i < size; i++) {
            keys[i] = (long) rank[feature][rows[from + i]] << 32 | rows[from + i];
        }
        Arrays.sort(keys, 0, size);
        if (keys[0] >>> 32 == keys[size - 1] >>> 32) {
            return false;
        }
        Arrays.fill(leftSum, 0);
        for (int i = 0; i < size - settings.minLeaf(); i++) {
            add(leftSum, y[(int) keys[i]]);
            if (i + 1 < settings.minLeaf() || keys[i] >>> 32 == keys[i + 1] >>> 32) {
                continue;
            }
            double score = score(i + 1, size);
            if (score > bestScore) {
                bestScore = score;
                bestFeature = feature;
                bestThreshold = between(x[(int) keys[i]][feature], x[(int) keys[i + 1]][feature]);
            }
        }
        return true;
    }

    /** Sum of squares explained by the two sides; the greater, the less is left over. */
    private double score(int leftSize, int size) {
        double left = 0;
        double right = 0;
        for (int j = 0; j < sum.length; j++) {
            double rest = sum[j] - leftSum[j];
            left += leftSum[j] * leftSum[j];
            right += rest * rest;
        }
        return left / leftSize + right / (size - leftSize);
    }

    private int partition(int[] rows, int from, int to) {
        int middle = from;
        for (int i = from; i < to; i++) {
            if (x[rows[i]][bestFeature] <= bestThreshold) {
                swap(rows, i, middle++);
            }
        }
        return middle;
    }

    /** A number at least {@code low} and below {@code high}; the missing, at minus infinity, stay apart. */
    private static double between(double low, double high) {
        double middle = low / 2 + high / 2;
        return Double.isInfinite(low) || middle >= high || middle < low ? low : middle;
    }

    private static double squared(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value * value;
        }
        return total;
    }

    private static void add(double[] to, double[] values) {
        for (int j = 0; j < to.length; j++) {
            to[j] += values[j];
        }
    }

    private static void swap(int[] values, int i, int j) {
        int value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}

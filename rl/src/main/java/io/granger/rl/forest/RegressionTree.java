package io.granger.rl.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A grown tree: nodes in arrays, a leaf holding the rows that came to it. Not to be changed once grown. */
final class RegressionTree {
    private static final int FIRST_CAPACITY = 64;

    private final boolean[] saw;
    private int size;
    private int[] feature = new int[FIRST_CAPACITY];
    private double[] threshold = new double[FIRST_CAPACITY];
    private int[] left = new int[FIRST_CAPACITY];
    private int[] right = new int[FIRST_CAPACITY];
    private int[] @Nullable [] leaf = new int[FIRST_CAPACITY][];

    RegressionTree(int rows) {
        this.saw = new boolean[rows];
    }

    void see(int row) {
        saw[row] = true;
    }

    boolean saw(int row) {
        return saw[row];
    }

    int newNode() {
        if (size == feature.length) {
            int capacity = 2 * size;
            feature = Arrays.copyOf(feature, capacity);
            threshold = Arrays.copyOf(threshold, capacity);
            left = Arrays.copyOf(left, capacity);
            right = Arrays.copyOf(right, capacity);
            leaf = Arrays.copyOf(leaf, capacity);
        }
        return size++;
    }

    void makeLeaf(int node, int[] rows) {
        leaf[node] = rows;
    }

    void split(int node, int byFeature, double atMost) {
        feature[node] = byFeature;
        threshold[node] = atMost;
    }

    void connect(int node, int leftNode, int rightNode) {
        left[node] = leftNode;
        right[node] = rightNode;
    }

    /** Adds {@code share}, divided equally among the rows of the leaf that {@code x} comes to. */
    void addLeafWeights(double[] x, double share, double[] weights) {
        int node = 0;
        int[] rows = leaf[node];
        while (rows == null) {
            node = x[feature[node]] <= threshold[node] ? left[node] : right[node];
            rows = leaf[node];
        }
        for (int row : rows) {
            weights[row] += share / rows.length;
        }
    }
}

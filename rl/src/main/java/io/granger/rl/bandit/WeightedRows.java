package io.granger.rl.bandit;

import java.util.Arrays;

/** A weighted sum of rows, worked out again only when the rows or the weights have changed. Not thread-safe. */
final class WeightedRows {
    private final double[] weights;
    private final double[] sum;
    private boolean isKnown;

    /** Of so many rows of this width. */
    WeightedRows(int rows, int width) {
        weights = new double[rows];
        sum = new double[width];
    }

    /** To be told when a row has changed. */
    void changed() {
        isKnown = false;
    }

    /** {@code sum over i of newWeights_i * rows_i}, the same array always. */
    double[] sum(double[][] rows, double[] newWeights) {
        if (!isKnown || !Arrays.equals(weights, newWeights)) {
            System.arraycopy(newWeights, 0, weights, 0, weights.length);
            Arrays.fill(sum, 0);
            for (int i = 0; i < rows.length; i++) {
                SymmetricRows.add(sum, newWeights[i], rows[i], sum.length);
            }
            isKnown = true;
        }
        return sum;
    }
}

package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;

/**
 * Running second moments of the residuals of several targets, so that the noise of any weighted sum of them is known: {@code sd(w) =
 * sqrt(w' C w)}. Not thread-safe.
 */
final class Residuals {

    /** How many rows the noise expected beforehand counts for. */
    private static final double PRIOR_ROWS = 10;

    private final double keep;
    private final double[][] moments;
    private final double[] scratch;
    private double rows;

    /**
     * Residuals of nothing yet.
     *
     * @param noise standard deviation expected of a weighted sum with weights that sum to 1: the targets are expected to err together
     * @param memory number of rows after which one weighs 1/e
     */
    Residuals(int targets, double noise, double memory) {
        this.keep = 1 - 1 / memory;
        this.moments = SymmetricRows.zeros(targets);
        this.scratch = new double[targets];
        this.rows = PRIOR_ROWS;
        for (double[] row : moments) {
            Arrays.fill(row, noise * noise * PRIOR_ROWS);
        }
    }

    private Residuals(Residuals of) {
        this.keep = of.keep;
        this.moments = SymmetricRows.copyOf(of.moments);
        this.scratch = new double[of.scratch.length];
        this.rows = of.rows;
    }

    /** What it knows now. */
    Residuals copy() {
        return new Residuals(this);
    }

    /** Takes in the residuals of one row. */
    void observe(double[] residuals) {
        for (double[] row : moments) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= keep;
            }
        }
        SymmetricRows.addOuter(moments, residuals, 1);
        rows = rows * keep + 1;
    }

    /** Takes in rows known by the sums of the products of their residuals. */
    void merge(RowSums others) {
        double kept = StrictMath.pow(keep, others.rows());
        for (int i = 0; i < moments.length; i++) {
            for (int j = 0; j <= i; j++) {
                moments[i][j] = kept * moments[i][j] + others.errorProduct(i, j);
            }
        }
        rows = rows * kept + others.rows();
    }

    /** Standard deviation of the weighted sum of the residuals. */
    double sd(double[] weights) {
        return StrictMath.sqrt(Math.max(0, SymmetricRows.quadratic(moments, weights, scratch)) / rows);
    }

    /** Variance of the residuals of one target. */
    double variance(int target) {
        return moments[target][target] / rows;
    }

    void save(SnapshotWriter to) {
        to.putDouble(rows).putDoubles(SymmetricRows.packed(moments));
    }

    void restore(SnapshotReader from) {
        rows = from.getFinite("residual rows");
        SymmetricRows.unpack(from.getDoubles("residual moments", PackedSymmetric.length(moments.length)), moments);
    }
}

package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;

/**
 * Rows of one arm by the sums that linear models need of them: how many, {@code sum x x'} and {@code sum x r} for each target.
 *
 * <p>Adding is commutative and associative up to rounding, so it does not matter who saw which row. {@code x_0} is 1. Not thread-safe.
 */
final class RowSums {

    private final int dimension;
    private final int targets;
    private final double[] xx;
    private final double[] xr;
    private final double[] errors;
    private double rows;

    /** No rows. */
    RowSums(int dimension, int targets) {
        this.dimension = dimension;
        this.targets = targets;
        this.xx = new double[PackedSymmetric.length(dimension)];
        this.xr = new double[targets * dimension];
        this.errors = new double[PackedSymmetric.length(targets)];
    }

    int dimension() {
        return dimension;
    }

    /** How many rows there are; corrections are none. */
    double rows() {
        return rows;
    }

    /** Sum of each target. */
    double[] targetSums() {
        double[] sums = new double[targets];
        for (int t = 0; t < targets; t++) {
            sums[t] = xr[t * dimension];
        }
        return sums;
    }

    /** Sum of the products of the residuals of a target and of one that is not after it. */
    double errorProduct(int target, int other) {
        return errors[PackedSymmetric.length(target) + other];
    }

    /** Adds one row. */
    void add(double[] x, double[] rowTargets, double[] rowErrors) {
        rows++;
        PackedSymmetric.addOuter(xx, x, 1);
        PackedSymmetric.addOuter(errors, rowErrors, 1);
        for (int t = 0; t < targets; t++) {
            correct(x, t, rowTargets[t]);
        }
    }

    /** Changes a target of a row that was added before, here or elsewhere. */
    void correct(double[] x, int target, double difference) {
        for (int i = 0, at = target * dimension; i < dimension; i++, at++) {
            xr[at] += x[i] * difference;
        }
    }

    /** Adds the rows of others. */
    void add(RowSums other) {
        rows += other.rows;
        addScaled(xx, other.xx, 1);
        addScaled(xr, other.xr, 1);
        addScaled(errors, other.errors, 1);
    }

    /** The same rows in other coordinates: {@code x_i} becomes {@code factor_i x_i + offset_i}; {@code x_0} stays 1. */
    RowSums mapped(double[] factor, double[] offset) {
        RowSums mapped = new RowSums(dimension, targets);
        mapped.rows = rows;
        addScaled(mapped.errors, errors, 1);
        for (int i = 0, row = 0; i < dimension; row += ++i) {
            double xi = xx[PackedSymmetric.length(i)];
            for (int j = 0; j <= i; j++) {
                double xj = xx[PackedSymmetric.length(j)];
                mapped.xx[row + j] = factor[i] * factor[j] * xx[row + j]
                        + factor[i] * offset[j] * xi
                        + offset[i] * factor[j] * xj
                        + offset[i] * offset[j] * xx[0];
            }
        }
        for (int t = 0, at = 0; t < targets; t++) {
            double sum = xr[t * dimension];
            for (int i = 0; i < dimension; i++, at++) {
                mapped.xr[at] = factor[i] * xr[at] + offset[i] * sum;
            }
        }
        return mapped;
    }

    /**
     * Adds {@code weight} times the sums to a precision matrix and to right-hand sides of that dimension: of fewer features the first
     * ones, of more all that are known, the others having been 0.
     */
    void addTo(double[][] precision, double[][] rightHandSides, double weight) {
        int both = Math.min(dimension, precision.length);
        for (int i = 0, row = 0; i < both; row += ++i) {
            for (int j = 0; j <= i; j++) {
                precision[i][j] += weight * xx[row + j];
            }
        }
        for (int t = 0; t < targets; t++) {
            for (int i = 0; i < both; i++) {
                rightHandSides[t][i] += weight * xr[t * dimension + i];
            }
        }
    }

    /**
     * The same rows with the first features and some of those that follow, which are 0 where they are not known.
     *
     * @param first features that stay, at most as many as there are
     * @param skipped features after those that are left out
     * @param kept features after those
     */
    RowSums beside(int first, int skipped, int kept) {
        if (dimension == first || (skipped == 0 && dimension == first + kept)) {
            return this;
        }
        RowSums beside = new RowSums(first + kept, targets);
        beside.rows = rows;
        addScaled(beside.errors, errors, 1);
        for (int i = 0, at = 0; i < first + kept; i++) {
            int row = PackedSymmetric.length(i < first ? i : i + skipped);
            for (int j = 0; j <= i; j++, at++) {
                beside.xx[at] = xx[row + (j < first ? j : j + skipped)];
            }
        }
        for (int t = 0; t < targets; t++) {
            System.arraycopy(xr, t * dimension, beside.xr, t * beside.dimension, first);
            System.arraycopy(xr, t * dimension + first + skipped, beside.xr, t * beside.dimension + first, kept);
        }
        return beside;
    }

    /**
     * The same rows with other features after the first ones: 0 in all of them.
     *
     * @param first features that stay, at most as many as there are
     */
    RowSums resized(int first, int newDimension) {
        RowSums resized = new RowSums(newDimension, targets);
        resized.rows = rows;
        addScaled(resized.errors, errors, 1);
        System.arraycopy(xx, 0, resized.xx, 0, PackedSymmetric.length(first));
        for (int t = 0; t < targets; t++) {
            System.arraycopy(xr, t * dimension, resized.xr, t * newDimension, first);
        }
        return resized;
    }

    void save(SnapshotWriter to) {
        to.putDouble(rows).putDoubles(xx).putDoubles(xr).putDoubles(errors);
    }

    static RowSums restore(SnapshotReader from, int dimension, int targets) {
        RowSums restored = new RowSums(dimension, targets);
        restored.rows = from.getFinite("rows");
        addScaled(restored.xx, from.getDoubles("sums of products", restored.xx.length), 1);
        addScaled(restored.xr, from.getDoubles("sums of targets", restored.xr.length), 1);
        addScaled(restored.errors, from.getDoubles("sums of residuals", restored.errors.length), 1);
        return restored;
    }

    private static void addScaled(double[] to, double[] from, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }
}

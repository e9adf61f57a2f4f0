package io.granger.rl.bandit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of {@link RidgeModel} over the features that it takes part in. Every method but those that say so takes time in the
 * square of their number and allocates nothing. Not thread-safe, not even to read.
 */
final class DenseRidge {

    /*
     * Both A and A^-1 are kept. A^-1 follows each row by Sherman and Morrison (1950),
     *   A^-1 <- A^-1 - (A^-1 x)(A^-1 x)' / (1 + x' A^-1 x),
     * and A is there to start afresh from: after REFRESH rows, when rounding has made a variance negative, and for
     * forgetting, which moves A as a whole and so has no rank-one form.
     */

    static final int REFRESH = 4096;

    private static final double FORGOTTEN = 1e-60;

    /** The precision of a copy that is only read. */
    private static final double[][] NOT_LEARNING = {};

    private final double[] priorPrecision;
    private final double[] priorVariance;
    private final double[][] priorTheta;
    private final double[][] precision;
    private double[][] covariance;
    private final double[][] theta;
    private final double[] px;
    private final WeightedRows weightedTheta;
    private final WeightedRows weightedPrior;
    private double @Nullable [][] spare;
    private int rowsSinceRefresh;

    /** The prior. */
    DenseRidge(double[] priorPrecision, double[][] priorTheta) {
        this(
                priorPrecision,
                priorTheta,
                SymmetricRows.diagonal(priorPrecision),
                SymmetricRows.diagonal(inverses(priorPrecision)),
                SymmetricRows.copyOf(priorTheta),
                0);
    }

    /**
     * Of what was worked out elsewhere; the arrays are kept.
     *
     * @param theta coefficients of each target
     */
    DenseRidge(
            double[] priorPrecision,
            double[][] priorTheta,
            double[][] precision,
            double[][] covariance,
            double[][] theta,
            int rowsSinceRefresh) {
        this.priorPrecision = priorPrecision;
        this.priorVariance = inverses(priorPrecision);
        this.priorTheta = priorTheta;
        this.precision = precision;
        this.covariance = covariance;
        this.theta = theta;
        this.rowsSinceRefresh = rowsSinceRefresh;
        this.px = new double[priorPrecision.length];
        this.weightedTheta = new WeightedRows(theta.length, px.length);
        this.weightedPrior = new WeightedRows(theta.length, px.length);
    }

    private static double[] inverses(double[] values) {
        double[] inverses = new double[values.length];
        Arrays.setAll(inverses, i -> 1 / values[i]);
        return inverses;
    }

    /** What it knows now, to be read while it learns on; it cannot learn. */
    DenseRidge fixed() {
        return new DenseRidge(
                priorPrecision,
                priorTheta,
                NOT_LEARNING,
                SymmetricRows.copyOf(covariance),
                SymmetricRows.copyOf(theta),
                rowsSinceRefresh);
    }

    /** {@code A}, to be read. */
    double[][] precision() {
        return precision;
    }

    /** {@code A^-1}, to be read. */
    double[][] covariance() {
        return covariance;
    }

    /** The coefficients of each target, to be read. */
    double[][] theta() {
        return theta;
    }

    int rowsSinceRefresh() {
        return rowsSinceRefresh;
    }

    double mean(double[] x, double[] weights) {
        return PackedSymmetric.dot(weightedTheta.sum(theta, weights), 0, x, px.length);
    }

    double priorMean(double[] x, double[] weights) {
        return PackedSymmetric.dot(weightedPrior.sum(priorTheta, weights), 0, x, px.length);
    }

    double mean(double[] x, int target) {
        return PackedSymmetric.dot(theta[target], 0, x, px.length);
    }

    double variance(double[] x) {
        double variance = SymmetricRows.quadratic(covariance, x, px);
        if (!(variance >= 0) && precision != NOT_LEARNING) {
            refresh();
            variance = SymmetricRows.quadratic(covariance, x, px);
        }
        return Math.max(0, variance);
    }

    double priorVariance(double[] x) {
        double sum = 0;
        for (int i = 0; i < px.length; i++) {
            sum += x[i] * x[i] * priorVariance[i];
        }
        return sum;
    }

    double sureness() {
        double before = 0;
        for (double lambda : priorPrecision) {
            before += StrictMath.log(lambda);
        }
        return SymmetricRows.logDeterminant(precision) - before;
    }

    double explained(int target) {
        double explained = SymmetricRows.quadratic(precision, theta[target], px);
        for (int i = 0; i < px.length; i++) {
            double before = priorTheta[target][i];
            explained -= priorPrecision[i] * before * before;
        }
        return explained;
    }

    double learn(double[] x, double[] rowTargets, double[] rowErrors) {
        double variance = prepareGain(x);
        double scale = 1 / (1 + variance);
        for (int t = 0; t < theta.length; t++) {
            rowErrors[t] = rowTargets[t] - mean(x, t);
            move(t, rowErrors[t] * scale);
        }
        addRow(x, scale);
        return variance;
    }

    void correct(double[] x, int target, double difference) {
        prepareGain(x);
        move(target, difference);
    }

    void gainUpdate(double[] x, double delta, double stepSize) {
        double scale = 1 / (1 + prepareGain(x));
        move(0, stepSize * delta * scale);
        addRow(x, scale);
    }

    /** Takes time in the cube of the dimension. */
    void forget(double factor) {
        blend(factor);
        solve();
    }

    /** Takes time in the cube of the dimension. */
    void merge(double factor, RowSums rows, double weight) {
        blend(factor);
        rows.addTo(precision, theta, weight);
        solve();
    }

    /** Leaves {@code f A + (1 - f) A0} in {@link #precision}, and {@code b} likewise in the place of {@link #theta}. */
    private void blend(double factor) {
        double rest = 1 - factor;
        for (int t = 0; t < theta.length; t++) {
            SymmetricRows.multiply(precision, theta[t], px);
            for (int i = 0; i < px.length; i++) {
                theta[t][i] = faded(factor * px[i]) + rest * priorPrecision[i] * priorTheta[t][i];
            }
        }
        for (int i = 0; i < px.length; i++) {
            for (int j = 0; j <= i; j++) {
                precision[i][j] = faded(factor * precision[i][j]);
            }
            precision[i][i] += rest * priorPrecision[i];
        }
    }

    /** Makes coefficients of the {@code b} that {@link #blend} left. */
    private void solve() {
        refresh();
        weightedTheta.changed();
        for (double[] of : theta) {
            SymmetricRows.multiply(covariance, of, px);
            System.arraycopy(px, 0, of, 0, px.length);
        }
    }

    /** What a number is after forgetting: 0 where it is too small to matter, before it is so small that arithmetic slows down. */
    private static double faded(double value) {
        return Math.abs(value) < FORGOTTEN ? 0 : value;
    }

    /** Whether anything that is known of a feature is other than the prior. */
    boolean isMoved(int i) {
        if (precision[i][i] != priorPrecision[i]) {
            return true;
        }
        for (int t = 0; t < theta.length; t++) {
            if (theta[t][i] != priorTheta[t][i]) {
                return true;
            }
        }
        for (int j = 0; j < px.length; j++) {
            if (j != i && isMoved(Math.max(i, j), Math.min(i, j))) {
                return true;
            }
        }
        return false;
    }

    private boolean isMoved(int row, int column) {
        return precision[row][column] != 0 || covariance[row][column] != 0;
    }

    /** Leaves {@code A^-1 x} in {@link #px} and returns {@code x' A^-1 x}. */
    private double prepareGain(double[] x) {
        SymmetricRows.multiply(covariance, x, px);
        double variance = PackedSymmetric.dot(px, 0, x, px.length);
        if (!(variance >= 0)) {
            refresh();
            SymmetricRows.multiply(covariance, x, px);
            variance = Math.max(0, PackedSymmetric.dot(px, 0, x, px.length));
        }
        return variance;
    }

    private void move(int target, double step) {
        weightedTheta.changed();
        SymmetricRows.add(theta[target], step, px, px.length);
    }

    private void addRow(double[] x, double scale) {
        SymmetricRows.addOuter(precision, x, 1);
        if (++rowsSinceRefresh >= REFRESH) {
            refresh();
        } else {
            SymmetricRows.addOuter(covariance, px, -scale);
        }
    }

    private void refresh() {
        double[][] fresh = spare == null ? SymmetricRows.zeros(px.length) : spare;
        if (!SymmetricRows.invert(precision, fresh, px)) {
            throw new IllegalStateException("precision must be positive definite, is not; dimension " + px.length);
        }
        spare = covariance;
        covariance = fresh;
        rowsSinceRefresh = 0;
    }
}

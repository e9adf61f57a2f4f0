package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact Bayesian ridge regression with several targets that share one precision matrix.
 *
 * <p>Up to the noise, the coefficients of each target are Gaussian with mean {@code theta} and covariance {@code A^-1}, where {@code
 * A} = prior precision + sum of {@code x x'} over the rows learnt. Every method but {@link #forget} takes time in the square of the
 * dimension and allocates nothing. It keeps scratch arrays, so it is not thread-safe, not even to read: confine it to one thread.
 */
public final class RidgeModel {

    /*
     * Both A and A^-1 are kept. A^-1 follows each row by Sherman and Morrison (1950),
     *   A^-1 <- A^-1 - (A^-1 x)(A^-1 x)' / (1 + x' A^-1 x),
     * and A is there to start afresh from: after REFRESH rows, when rounding has made a variance negative, and for
     * forgetting, which moves A as a whole and so has no rank-one form.
     */

    /** The largest size of a feature or target. */
    public static final double LARGEST = 1e9;

    static final int REFRESH = 4096;

    private static final double FORGOTTEN = 1e-60;
    /** The precision of a copy that is only read. */
    private static final double[][] NOT_LEARNING = {};

    private final int dimension;
    private final int targets;
    private final double[] priorPrecision;
    private final double[] priorVariances;
    private final double[][] priorTheta;
    private final double[][] precision;
    private double[][] covariance;
    private double[][] theta;
    private final double[] px;
    private final double[] rhs;
    private final WeightedRows weightedTheta;
    private final WeightedRows weightedPrior;
    private double @Nullable [][] spare;
    private final double[] errors;
    private int rowsSinceRefresh;

    /**
     * A model whose coefficients are 0 until it learns.
     *
     * @param lambda prior precision of every coefficient, above 0
     */
    public RidgeModel(int dimension, int targets, double lambda) {
        this(filled(dimension, lambda), new double[Math.multiplyExact(Math.max(targets, 0), dimension)]);
    }

    private RidgeModel(double[] priorPrecision, double[] coefficients) {
        this.dimension = priorPrecision.length;
        if (dimension < 1 || coefficients.length < dimension || coefficients.length % dimension != 0) {
            throw new IllegalArgumentException("dimension and targets must be at least 1, are " + dimension + " with "
                    + coefficients.length + " coefficients");
        }
        for (double lambda : priorPrecision) {
            if (!(lambda > 0 && lambda <= LARGEST)) {
                throw new IllegalArgumentException("lambda must be in (0, " + LARGEST + "], is " + lambda);
            }
        }
        Bounds.requireFinite("coefficient", coefficients);
        this.targets = coefficients.length / dimension;
        this.priorPrecision = priorPrecision;
        this.priorTheta = split(coefficients, dimension);
        this.precision = SymmetricRows.diagonal(priorPrecision);
        this.priorVariances = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            priorVariances[i] = 1 / priorPrecision[i];
        }
        this.covariance = SymmetricRows.diagonal(priorVariances);
        this.theta = split(coefficients, dimension);
        this.px = new double[dimension];
        this.rhs = new double[dimension];
        this.weightedTheta = new WeightedRows(targets, dimension);
        this.weightedPrior = new WeightedRows(targets, dimension);
        this.errors = new double[targets];
    }

    /** What another one knows now, to be read only. */
    private RidgeModel(RidgeModel of) {
        this.dimension = of.dimension;
        this.targets = of.targets;
        this.priorPrecision = of.priorPrecision;
        this.priorVariances = of.priorVariances;
        this.priorTheta = of.priorTheta;
        this.precision = NOT_LEARNING;
        this.covariance = SymmetricRows.copyOf(of.covariance);
        this.theta = SymmetricRows.copyOf(of.theta);
        this.px = new double[dimension];
        this.rhs = px;
        this.weightedTheta = new WeightedRows(targets, dimension);
        this.weightedPrior = new WeightedRows(targets, dimension);
        this.errors = px;
    }

    /**
     * A model with a prior of its own.
     *
     * @param priorPrecision of each coefficient, above 0
     * @param priorMean coefficients of the first target, then of the second, and so on
     */
    public static RidgeModel withPrior(double[] priorPrecision, double[] priorMean) {
        return new RidgeModel(priorPrecision.clone(), priorMean);
    }

    /** A model that starts from the coefficients another has now, held with {@code priorPrecision}. */
    public static RidgeModel startingFrom(RidgeModel other, double[] priorPrecision) {
        if (priorPrecision.length != other.dimension) {
            throw new IllegalArgumentException(
                    "precisions must be " + other.dimension + ", are " + priorPrecision.length);
        }
        return withPrior(priorPrecision, joined(other.theta, other.dimension));
    }

    /** How many coefficients each target has. */
    public int dimension() {
        return dimension;
    }

    /** How many targets. */
    public int targets() {
        return targets;
    }

    /** Coefficient {@code i} of {@code target}. */
    public double coefficient(int target, int i) {
        return theta[target][i];
    }

    /** {@code sum over targets t of weights_t * theta_t . x}. */
    public double mean(double[] x, double[] weights) {
        return PackedSymmetric.dot(weightedTheta.sum(theta, weights), 0, x, dimension);
    }

    /** {@link #mean} before anything was learnt. */
    public double priorMean(double[] x, double[] weights) {
        return PackedSymmetric.dot(weightedPrior.sum(priorTheta, weights), 0, x, dimension);
    }

    /** {@code theta_target . x}. */
    public double mean(double[] x, int target) {
        return PackedSymmetric.dot(theta[target], 0, x, dimension);
    }

    /** {@code x' A^-1 x}: variance of the mean at {@code x}, in units of the noise variance. */
    public double variance(double[] x) {
        double variance = SymmetricRows.quadratic(covariance, x, px);
        if (!(variance >= 0) && isLearning()) {
            refresh();
            variance = SymmetricRows.quadratic(covariance, x, px);
        }
        return Math.max(0, variance);
    }

    /** {@link #variance} before anything was learnt. */
    public double priorVariance(double[] x) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += x[i] * x[i] * priorVariances[i];
        }
        return sum;
    }

    /**
     * How much surer it is than before it learnt: {@code log |A| - log |A0|}, which is the sum of {@code log (1 + x' A^-1 x)} over the
     * rows, each with {@code A} as it was before it.
     */
    double sureness() {
        double before = 0;
        for (double lambda : priorPrecision) {
            before += StrictMath.log(lambda);
        }
        return SymmetricRows.logDeterminant(precision) - before;
    }

    /** How much of the squares of a target it explains: {@code theta' A theta - theta0' A0 theta0}. */
    double explained(int target) {
        double explained = SymmetricRows.quadratic(precision, theta[target], px);
        for (int i = 0; i < dimension; i++) {
            double before = priorTheta[target][i];
            explained -= priorPrecision[i] * before * before;
        }
        return explained;
    }

    /** Learns one row. Refuses what is not finite, before anything has changed. */
    public void update(double[] x, double[] rowTargets) {
        learn(x, rowTargets, errors);
    }

    /** {@link #update}; gives the {@link #variance} before, and in {@code rowErrors} the targets less what was expected of them. */
    double learn(double[] x, double[] rowTargets, double[] rowErrors) {
        requireFeatures(x);
        Bounds.requireLength("targets", targets, rowTargets.length);
        Bounds.requireFinite("target", rowTargets);
        double variance = prepareGain(x);
        double scale = 1 / (1 + variance);
        for (int t = 0; t < targets; t++) {
            rowErrors[t] = rowTargets[t] - mean(x, t);
            move(t, rowErrors[t] * scale);
        }
        addRow(x, scale);
        return variance;
    }

    /** What it knows now, to be read while it learns on; it cannot learn. */
    RidgeModel fixed() {
        return new RidgeModel(this);
    }

    /** This model with more features, of these prior precisions, which were 0 in all rows it learnt. */
    RidgeModel extended(double[] precisions) {
        int wide = dimension + precisions.length;
        double[] both = Arrays.copyOf(priorPrecision, wide);
        System.arraycopy(precisions, 0, both, dimension, precisions.length);
        RidgeModel extended = new RidgeModel(both, joined(priorTheta, wide));
        SymmetricRows.copy(precision, extended.precision);
        SymmetricRows.copy(covariance, extended.covariance);
        extended.theta = split(joined(theta, wide), wide);
        extended.rowsSinceRefresh = rowsSinceRefresh;
        return extended;
    }

    /** The coefficients of one target after the other, with zeros after each up to this width. */
    private static double[] joined(double[][] coefficients, int wide) {
        double[] joined = new double[coefficients.length * wide];
        for (int t = 0; t < coefficients.length; t++) {
            System.arraycopy(coefficients[t], 0, joined, t * wide, coefficients[t].length);
        }
        return joined;
    }

    private static double[][] split(double[] joined, int width) {
        double[][] coefficients = new double[joined.length / width][];
        Arrays.setAll(coefficients, t -> Arrays.copyOfRange(joined, t * width, (t + 1) * width));
        return coefficients;
    }

    /**
     * Moves a target of a row that was learnt before: {@code b} changes by {@code difference * x}, {@code A} does not. What was
     * forgotten since is not taken off the difference.
     */
    public void correct(double[] x, int target, double difference) {
        requireFeatures(x);
        Bounds.requireFinite("difference", 0, difference);
        prepareGain(x);
        move(target, difference);
    }

    /**
     * One step of recursive least squares towards a temporal-difference error, for a model with one target: {@code theta +=
     * stepSize * A^-1 x delta / (1 + x' A^-1 x)}, then {@code A += x x'}. With {@code stepSize} 1 and {@code delta} = target - mean
     * it is {@link #update}; with 0 not one bit changes.
     *
     * @param stepSize in [0, 1]
     */
    public void gainUpdate(double[] x, double delta, double stepSize) {
        Bounds.requireLength("targets", 1, targets);
        requireFeatures(x);
        Bounds.requireFinite("delta", 0, delta);
        if (!(stepSize >= 0 && stepSize <= 1)) {
            throw new IllegalArgumentException("stepSize must be in [0, 1], is " + stepSize);
        }
        if (stepSize == 0) {
            return;
        }
        double scale = 1 / (1 + prepareGain(x));
        move(0, stepSize * delta * scale);
        addRow(x, scale);
    }

    /**
     * Moves towards the prior, as if each row had weighed {@code factor} of what it did: {@code A <- f A + (1 - f) A0}, {@code b}
     * likewise. Unlike dividing {@code A^-1} by {@code f} it cannot blow up in directions where no row comes. Takes time in the
     * cube of the dimension.
     *
     * @param factor in [0, 1]; 1 changes nothing, 0 leaves the prior
     */
    public void forget(double factor) {
        if (!(factor >= 0 && factor <= 1)) {
            throw new IllegalArgumentException("factor must be in [0, 1], is " + factor);
        }
        if (factor != 1) {
            blend(factor);
            solve();
        }
    }

    /**
     * Forgets, then learns rows that are known by their sums: {@code A} and {@code b} are those of {@link #forget} and of learning the
     * rows one by one. Takes time in the cube of the dimension.
     *
     * @param factor what is left of what was learnt before, in [0, 1]
     * @param weight of each of the rows
     */
    void merge(double factor, RowSums rows, double weight) {
        blend(factor);
        rows.addTo(precision, theta, weight);
        solve();
    }

    /** Leaves {@code f A + (1 - f) A0} in {@link #precision}, and {@code b} likewise in the place of {@link #theta}. */
    private void blend(double factor) {
        double rest = 1 - factor;
        for (int t = 0; t < targets; t++) {
            SymmetricRows.multiply(precision, theta[t], rhs);
            for (int i = 0; i < dimension; i++) {
                theta[t][i] = faded(factor * rhs[i]) + rest * priorPrecision[i] * priorTheta[t][i];
            }
        }
        for (int i = 0; i < dimension; i++) {
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
            System.arraycopy(px, 0, of, 0, dimension);
        }
    }

    /** What a number is after forgetting: 0 where it is too small to matter, before it is so small that arithmetic slows down. */
    private static double faded(double value) {
        return Math.abs(value) < FORGOTTEN ? 0 : value;
    }

    /** Puts everything it knows into a snapshot. */
    public void save(SnapshotWriter to) {
        to.putInt(dimension).putInt(targets).putInt(rowsSinceRefresh);
        to.putDoubles(priorPrecision).putDoubles(joined(priorTheta, dimension));
        to.putDoubles(SymmetricRows.packed(precision)).putDoubles(SymmetricRows.packed(covariance));
        to.putDoubles(joined(theta, dimension));
    }

    /** The model that {@link #save} put there, refused unless it has this dimension and these targets. */
    public static RidgeModel restore(SnapshotReader from, int dimension, int targets) {
        from.getInt("dimension", dimension, dimension);
        from.getInt("targets", targets, targets);
        int rows = from.getInt("rows since refresh", 0, REFRESH);
        double[] priorPrecision = from.getDoubles("prior precision", dimension);
        double[] priorTheta = from.getDoubles("prior mean", dimension * targets);
        RidgeModel restored;
        try {
            restored = new RidgeModel(priorPrecision, priorTheta);
        } catch (IllegalArgumentException refused) {
            throw new SnapshotRejected("model has a bad prior: " + refused.getMessage());
        }
        int packed = PackedSymmetric.length(dimension);
        SymmetricRows.unpack(from.getDoubles("precision", packed), restored.precision);
        SymmetricRows.unpack(from.getDoubles("covariance", packed), restored.covariance);
        restored.theta = split(from.getDoubles("coefficients", dimension * targets), dimension);
        restored.rowsSinceRefresh = rows;
        return restored;
    }

    /** Leaves {@code A^-1 x} in {@link #px} and returns {@code x' A^-1 x}. */
    private double prepareGain(double[] x) {
        SymmetricRows.multiply(covariance, x, px);
        double variance = PackedSymmetric.dot(px, 0, x, dimension);
        if (!(variance >= 0)) {
            refresh();
            SymmetricRows.multiply(covariance, x, px);
            variance = Math.max(0, PackedSymmetric.dot(px, 0, x, dimension));
        }
        return variance;
    }

    private void move(int target, double step) {
        weightedTheta.changed();
        SymmetricRows.add(theta[target], step, px, dimension);
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
        double[][] fresh = spare == null ? SymmetricRows.zeros(dimension) : spare;
        if (!SymmetricRows.invert(precision, fresh, px)) {
            throw new IllegalStateException("precision must be positive definite, is not; dimension " + dimension);
        }
        spare = covariance;
        covariance = fresh;
        rowsSinceRefresh = 0;
    }

    private boolean isLearning() {
        return precision != NOT_LEARNING;
    }

    private void requireFeatures(double[] x) {
        Bounds.requireLength("features", dimension, x.length);
        Bounds.requireFinite("feature", x);
    }

    private static double[] filled(int dimension, double value) {
        double[] array = new double[Math.max(dimension, 0)];
        Arrays.fill(array, value);
        return array;
    }
}

package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;

/**
 * Exact Bayesian ridge regression with several targets that share one precision matrix.
 *
 * <p>Up to the noise, the coefficients of each target are Gaussian with mean {@code theta} and covariance {@code A^-1}, where {@code
 * A} = prior precision + sum of {@code x x'} over the rows learnt. Every method but {@link #forget} takes time in the square of the
 * number of features that were not 0 in all rows, and allocates nothing but when there is a new one. It keeps scratch arrays, so it is
 * not thread-safe, not even to read: confine it to one thread.
 */
public final class RidgeModel {

    /** The largest size of a feature or target. */
    public static final double LARGEST = 1e9;

    private final int targets;
    private final double[] priorPrecision;
    private final double[] priorVariance;
    private final double[][] priorTheta;
    private final double[] errors;
    private ActiveFeatures active;
    private DenseRidge ofActive;

    /** The active features of the row looked at, and the row itself where others are not 0 in it. */
    private double[] seen;

    private double[] looked = {};
    private boolean isCovered;

    /**
     * A model whose coefficients are 0 until it learns.
     *
     * @param lambda prior precision of every coefficient, above 0
     */
    public RidgeModel(int dimension, int targets, double lambda) {
        this(filled(dimension, lambda), new double[Math.multiplyExact(Math.max(targets, 0), dimension)]);
    }

    private RidgeModel(double[] priorPrecision, double[] coefficients) {
        int dimension = priorPrecision.length;
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
        this.priorVariance = new double[dimension];
        Arrays.setAll(priorVariance, i -> 1 / priorPrecision[i]);
        this.priorTheta = split(coefficients, dimension);
        this.errors = new double[targets];
        this.active = ActiveFeatures.none(dimension);
        this.ofActive = new DenseRidge(new double[0], new double[targets][0]);
        this.seen = new double[0];
    }

    private RidgeModel(RidgeModel of, DenseRidge ofActive) {
        this.targets = of.targets;
        this.priorPrecision = of.priorPrecision;
        this.priorVariance = of.priorVariance;
        this.priorTheta = of.priorTheta;
        this.errors = of.errors;
        this.active = of.active;
        this.ofActive = ofActive;
        this.seen = new double[of.seen.length];
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
        if (priorPrecision.length != other.dimension()) {
            throw new IllegalArgumentException(
                    "precisions must be " + other.dimension() + ", are " + priorPrecision.length);
        }
        return withPrior(priorPrecision, joined(other.theta(), other.dimension()));
    }

    /** What it knows now, to be read while it learns on; it cannot learn. */
    RidgeModel fixed() {
        return new RidgeModel(this, ofActive.fixed());
    }

    /** This model with more features, of these prior precisions, which were 0 in all rows it learnt. */
    RidgeModel extended(double[] precisions) {
        int wide = dimension() + precisions.length;
        double[] both = Arrays.copyOf(priorPrecision, wide);
        System.arraycopy(precisions, 0, both, dimension(), precisions.length);
        RidgeModel extended = new RidgeModel(both, joined(priorTheta, wide));
        ActiveFeatures same = active.of(wide);
        extended.know(
                same,
                SymmetricRows.copyOf(ofActive.precision()),
                SymmetricRows.copyOf(ofActive.covariance()),
                SymmetricRows.copyOf(ofActive.theta()),
                ofActive.rowsSinceRefresh());
        return extended;
    }

    /** How many coefficients each target has. */
    public int dimension() {
        return priorPrecision.length;
    }

    /** How many targets. */
    public int targets() {
        return targets;
    }

    /** How many features were other than 0 in a row that is not forgotten. */
    int activeFeatures() {
        return active.size();
    }

    /** Coefficient {@code i} of {@code target}. */
    public double coefficient(int target, int i) {
        int place = active.place(i);
        return place < 0 ? priorTheta[target][i] : ofActive.theta()[target][place];
    }

    /** {@code sum over targets t of weights_t * theta_t . x}. */
    public double mean(double[] x, double[] weights) {
        look(x);
        return mean(weights);
    }

    /** {@link #mean} before anything was learnt. */
    public double priorMean(double[] x, double[] weights) {
        look(x);
        return priorMean(weights);
    }

    /** {@code theta_target . x}. */
    public double mean(double[] x, int target) {
        look(x);
        double mean = ofActive.mean(seen, target);
        return isCovered ? mean : mean + active.dotOfOthers(x, priorTheta[target]);
    }

    /** {@code x' A^-1 x}: variance of the mean at {@code x}, in units of the noise variance. */
    public double variance(double[] x) {
        look(x);
        return variance();
    }

    /** {@link #variance} before anything was learnt. */
    public double priorVariance(double[] x) {
        look(x);
        return priorVariance();
    }

    /** Takes the row that the methods without one are about, as long as it is not changed. */
    void look(double[] x) {
        active.pick(x, seen);
        isCovered = active.cover(x);
        looked = x;
    }

    /** {@link #mean(double[], double[])} of the row looked at. */
    double mean(double[] weights) {
        return ofActive.mean(seen, weights) + meanOfOthers(weights);
    }

    /** {@link #priorMean(double[], double[])} of the row looked at. */
    double priorMean(double[] weights) {
        return ofActive.priorMean(seen, weights) + meanOfOthers(weights);
    }

    /** {@link #variance(double[])} of the row looked at. */
    double variance() {
        return ofActive.variance(seen) + varianceOfOthers();
    }

    /** {@link #priorVariance(double[])} of the row looked at. */
    double priorVariance() {
        return ofActive.priorVariance(seen) + varianceOfOthers();
    }

    private double meanOfOthers(double[] weights) {
        double sum = 0;
        for (int t = 0; t < targets && !isCovered; t++) {
            sum += weights[t] * active.dotOfOthers(looked, priorTheta[t]);
        }
        return sum;
    }

    private double varianceOfOthers() {
        return isCovered ? 0 : active.squareOfOthers(looked, priorVariance);
    }

    /**
     * How much surer it is than before it learnt: {@code log |A| - log |A0|}, which is the sum of {@code log (1 + x' A^-1 x)} over the
     * rows, each with {@code A} as it was before it.
     */
    double sureness() {
        return ofActive.sureness();
    }

    /** How much of the squares of a target it explains: {@code theta' A theta - theta0' A0 theta0}. */
    double explained(int target) {
        return ofActive.explained(target);
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
        activate(x);
        return ofActive.learn(seen, rowTargets, rowErrors);
    }

    /**
     * Moves a target of a row that was learnt before: {@code b} changes by {@code difference * x}, {@code A} does not. What was
     * forgotten since is not taken off the difference.
     */
    public void correct(double[] x, int target, double difference) {
        requireFeatures(x);
        Bounds.requireFinite("difference", 0, difference);
        activate(x);
        ofActive.correct(seen, target, difference);
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
        activate(x);
        ofActive.gainUpdate(seen, delta, stepSize);
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
            ofActive.forget(factor);
            passivate();
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
        activate(ActiveFeatures.all(dimension()));
        ofActive.merge(factor, rows, weight);
        passivate();
    }

    /** Looks at a row that is learnt, in which there may be new features. */
    private void activate(double[] x) {
        if (!active.cover(x)) {
            activate(active.with(x));
        }
        look(x);
    }

    /** Takes features that are as the prior has them out of the arithmetic, as if no row had had them. */
    private void passivate() {
        for (int place = 0; place < active.size(); place++) {
            if (!ofActive.isMoved(place)) {
                activate(active.only(ofActive::isMoved));
                return;
            }
        }
    }

    private void activate(ActiveFeatures next) {
        know(
                next,
                active.rearranged(ofActive.precision(), next, priorPrecision),
                active.rearranged(ofActive.covariance(), next, priorVariance),
                next.pickEach(theta()),
                ofActive.rowsSinceRefresh());
    }

    private void know(ActiveFeatures of, double[][] precision, double[][] covariance, double[][] theta, int rows) {
        active = of;
        seen = new double[of.size()];
        ofActive = new DenseRidge(of.pick(priorPrecision), of.pickEach(priorTheta), precision, covariance, theta, rows);
    }

    /** The coefficients of all features. */
    private double[][] theta() {
        double[][] theta = new double[targets][];
        Arrays.setAll(theta, t -> active.spread(ofActive.theta()[t], priorTheta[t]));
        return theta;
    }

    /** Puts everything it knows into a snapshot. */
    public void save(SnapshotWriter to) {
        ActiveFeatures all = ActiveFeatures.all(dimension());
        to.putInt(dimension()).putInt(targets).putInt(ofActive.rowsSinceRefresh());
        to.putDoubles(priorPrecision).putDoubles(joined(priorTheta, dimension()));
        to.putDoubles(SymmetricRows.packed(active.rearranged(ofActive.precision(), all, priorPrecision)));
        to.putDoubles(SymmetricRows.packed(active.rearranged(ofActive.covariance(), all, priorVariance)));
        to.putDoubles(joined(theta(), dimension()));
    }

    /** The model that {@link #save} put there, refused unless it has this dimension and these targets. */
    public static RidgeModel restore(SnapshotReader from, int dimension, int targets) {
        from.getInt("dimension", dimension, dimension);
        from.getInt("targets", targets, targets);
        int rows = from.getInt("rows since refresh", 0, DenseRidge.REFRESH);
        double[] priorPrecision = from.getDoubles("prior precision", dimension);
        double[] priorTheta = from.getDoubles("prior mean", dimension * targets);
        RidgeModel restored;
        try {
            restored = new RidgeModel(priorPrecision, priorTheta);
        } catch (IllegalArgumentException refused) {
            throw new SnapshotRejected("model has a bad prior: " + refused.getMessage());
        }
        int packed = PackedSymmetric.length(dimension);
        double[][] precision = SymmetricRows.unpacked(from.getDoubles("precision", packed), dimension);
        double[][] covariance = SymmetricRows.unpacked(from.getDoubles("covariance", packed), dimension);
        double[][] theta = split(from.getDoubles("coefficients", dimension * targets), dimension);
        restored.know(ActiveFeatures.all(dimension), precision, covariance, theta, rows);
        restored.passivate();
        return restored;
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

    private void requireFeatures(double[] x) {
        Bounds.requireLength("features", dimension(), x.length);
        Bounds.requireFinite("feature", x);
    }

    private static double[] filled(int dimension, double value) {
        double[] array = new double[Math.max(dimension, 0)];
        Arrays.fill(array, value);
        return array;
    }
}

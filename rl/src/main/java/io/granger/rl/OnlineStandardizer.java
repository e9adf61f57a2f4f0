package io.granger.rl;

/**
 * Turns raw features into z-scores against the mean and standard deviation of what it has observed so far.
 *
 * <p>Before two observations the standard deviation counts as 1; from then on a coordinate that never varied gives 0. Scores are
 * clipped at +-{@value #CLIP}. Not thread-safe.
 */
public final class OnlineStandardizer implements Moments {

    /*
     * Welford (1962), "Note on a method for calculating corrected sums of squares and products": the mean moves by
     * d/n with d = x - mean, and the sum of squared deviations grows by d * (x - new mean). No sum of squares is
     * ever kept, so a large mean does not swallow a small variance.
     */

    /** The largest score by size. */
    public static final double CLIP = 10;

    private long count;
    private final double[] mean;
    private final double[] squares;
    private final double[] inverseSd;

    /** A standardizer of {@code dimension} coordinates that has seen nothing. */
    public OnlineStandardizer(int dimension) {
        if (dimension < 0) {
            throw new IllegalArgumentException("dimension must be at least 0, is " + dimension);
        }
        mean = new double[dimension];
        squares = new double[dimension];
        inverseSd = new double[dimension];
        refresh();
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public double mean(int i) {
        return mean[i];
    }

    /** Sample standard deviation of coordinate {@code i}; 1 before two observations. */
    @Override
    public double sd(int i) {
        return count < 2 ? 1 : StrictMath.sqrt(squares[i] / (count - 1));
    }

    /** What it has observed so far, whatever it observes later. */
    public OnlineStandardizer copy() {
        OnlineStandardizer copy = new OnlineStandardizer(mean.length);
        copy.count = count;
        System.arraycopy(mean, 0, copy.mean, 0, mean.length);
        System.arraycopy(squares, 0, copy.squares, 0, squares.length);
        copy.refresh();
        return copy;
    }

    /** Takes in one observation; coordinates from {@code first} on are {@code more}'s. */
    public void observe(float[] first, float[] more) {
        requireWidth(first.length + more.length);
        requireFinite(first);
        requireFinite(more);
        count++;
        observe(first, 0);
        observe(more, first.length);
        refresh();
    }

    /** Takes in one observation. */
    public void observe(float[] x) {
        observe(x, new float[0]);
    }

    /**
     * Takes in what another observed; as if this one had observed it, up to rounding.
     *
     * <p>Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance".
     */
    public void merge(OnlineStandardizer other) {
        requireWidth(other.dimension());
        if (other.count == 0) {
            return;
        }
        long both = count + other.count;
        for (int i = 0; i < mean.length; i++) {
            double apart = other.mean[i] - mean[i];
            squares[i] += other.squares[i] + apart * apart * ((double) count * other.count / both);
            mean[i] += apart * other.count / both;
        }
        count = both;
        refresh();
    }

    /** Writes the scores of {@code x} to {@code z[zFrom ..]}; {@code x} stands for the coordinates from {@code from} on. */
    public void standardize(float[] x, int from, double[] z, int zFrom) {
        for (int i = 0; i < x.length; i++) {
            double score = (x[i] - mean[from + i]) * inverseSd[from + i];
            z[zFrom + i] = Math.max(-CLIP, Math.min(CLIP, score));
        }
    }

    /** The scores of {@code x}. */
    public double[] standardize(float[] x) {
        requireWidth(x.length);
        double[] z = new double[x.length];
        standardize(x, 0, z, 0);
        return z;
    }

    /** Puts everything it knows into a snapshot. */
    public void save(SnapshotWriter to) {
        to.putInt(mean.length).putLong(count).putDoubles(mean).putDoubles(squares);
    }

    /** The standardizer that {@link #save} put there, refused unless it has this dimension. */
    public static OnlineStandardizer restore(SnapshotReader from, int dimension) {
        from.getInt("standardizer dimension", dimension, dimension);
        long count = from.getLong();
        OnlineStandardizer restored = new OnlineStandardizer(dimension);
        System.arraycopy(from.getDoubles("means", dimension), 0, restored.mean, 0, dimension);
        System.arraycopy(from.getDoubles("squares", dimension), 0, restored.squares, 0, dimension);
        if (count < 0) {
            throw new SnapshotRejected("observations must be at least 0, are " + count);
        }
        restored.count = count;
        restored.refresh();
        return restored;
    }

    private void observe(float[] x, int from) {
        for (int i = 0; i < x.length; i++) {
            double before = x[i] - mean[from + i];
            mean[from + i] += before / count;
            squares[from + i] += before * (x[i] - mean[from + i]);
        }
    }

    private void refresh() {
        for (int i = 0; i < mean.length; i++) {
            double sd = sd(i);
            inverseSd[i] = sd > 0 ? 1 / sd : 0;
        }
    }

    private void requireWidth(int width) {
        if (width != mean.length) {
            throw new IllegalArgumentException("features must be " + mean.length + ", are " + width);
        }
    }

    private static void requireFinite(float[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite(x[i])) {
                throw new IllegalArgumentException("feature " + i + " must be finite, is " + x[i]);
            }
        }
    }
}

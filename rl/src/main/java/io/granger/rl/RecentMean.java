package io.granger.rl;

/**
 * Mean of about the last values of a stream: the plain mean of all of them up to {@code window}, from then on each new one weighs
 * {@code 1 / window}. Not thread-safe.
 */
public final class RecentMean {

    private final int window;
    private long count;
    private double value = Double.NaN;

    /**
     * Of nothing yet.
     *
     * @param window at least 1; a value weighs 1/e after so many later ones
     */
    public RecentMean(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1, is " + window);
        }
        this.window = window;
    }

    /** Takes in one value. */
    public void add(double sample) {
        if (!Double.isFinite(sample)) {
            throw new IllegalArgumentException("sample must be finite, is " + sample);
        }
        count++;
        value = count == 1 ? sample : value + (sample - value) / Math.min(count, window);
    }

    /** How many values it has seen. */
    public long count() {
        return count;
    }

    /** The mean; NaN before the first value. */
    public double value() {
        return value;
    }
}

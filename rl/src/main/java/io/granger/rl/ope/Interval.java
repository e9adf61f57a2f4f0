package io.granger.rl.ope;

/**
 * An interval of values that are not ruled out.
 *
 * @param low at most {@code high}
 * @param high at least {@code low}
 */
public record Interval(double low, double high) {

    /** Refuses ends that are no numbers or in the wrong order. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("low must be at most high, is " + low + " above " + high);
        }
    }

    /** Whether a value is inside, the ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}

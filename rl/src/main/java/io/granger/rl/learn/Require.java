package io.granger.rl.learn;

/** Checks the arguments of learning targets. */
final class Require {

    private Require() {}

    static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, is " + value);
        }
        return value;
    }

    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], is " + value);
        }
    }

    /** The largest value, of which there must be one. */
    static double max(double[] qT) {
        if (qT.length == 0) {
            throw new IllegalArgumentException("startable options must be at least 1, are 0");
        }
        double best = Double.NEGATIVE_INFINITY;
        for (double q : qT) {
            best = Math.max(best, finite("value", q));
        }
        return best;
    }
}

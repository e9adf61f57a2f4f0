package io.granger.rl.learn;

/**
 * The loss that is a square near 0 and a straight line beyond: one wild target pulls no harder than one at the bend.
 *
 * <p>Huber (1964), "Robust estimation of a location parameter". Pure; safe from any thread.
 */
public final class Huber {

    private Huber() {}

    /** {@code e^2 / 2} where {@code |e| <= delta}, else {@code delta (|e| - delta / 2)}. */
    public static double loss(double error, double delta) {
        requireDelta(delta);
        double size = Math.abs(error);
        return size <= delta ? 0.5 * error * error : delta * (size - 0.5 * delta);
    }

    /** Derivative of {@link #loss} by the error: the error, clipped to {@code +-delta}. */
    public static double gradient(double error, double delta) {
        requireDelta(delta);
        return Double.isNaN(error) ? error : Math.max(-delta, Math.min(delta, error));
    }

    private static void requireDelta(double delta) {
        if (!(delta > 0)) {
            throw new IllegalArgumentException("delta must be above 0, is " + delta);
        }
    }
}

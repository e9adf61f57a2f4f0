package io.granger.rl.learn;

/**
 * What proximal policy optimisation maximises for one step: {@code min(w A, clip(w, 1 - eps, 1 + eps) A)}.
 *
 * <p>Schulman et al. (2017), "Proximal policy optimization algorithms", equation 7; {@code w} is the chosen action's probability now
 * over that when it was chosen, {@code A} its advantage. Pure; safe from any thread.
 */
public final class ClippedSurrogate {

    private ClippedSurrogate() {}

    /** The objective. */
    public static double objective(double ratio, double advantage, double eps) {
        requireArguments(ratio, eps);
        double clipped = Math.max(1 - eps, Math.min(1 + eps, ratio));
        return Math.min(ratio * advantage, clipped * advantage);
    }

    /**
     * Derivative of the objective by the logarithm of the probability now: {@code w A}, and 0 where the clipped side is the smaller,
     * for there is nothing more to gain in that direction.
     */
    public static double gradient(double ratio, double advantage, double eps) {
        requireArguments(ratio, eps);
        boolean beyond = advantage >= 0 ? ratio > 1 + eps : ratio < 1 - eps;
        return beyond ? 0 : ratio * advantage;
    }

    private static void requireArguments(double ratio, double eps) {
        if (!(ratio >= 0)) {
            throw new IllegalArgumentException("ratio must be at least 0, is " + ratio);
        }
        if (!(eps > 0 && eps < 1)) {
            throw new IllegalArgumentException("eps must be in (0, 1), is " + eps);
        }
    }
}

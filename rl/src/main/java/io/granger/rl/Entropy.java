package io.granger.rl;

/** Shannon's entropy of a choice, as a share of the most it could be. Pure; safe from any thread. */
public final class Entropy {
    private Entropy() {}

    /**
     * {@code -sum p ln p / ln n}: 1 when all {@code n} are equally likely, 0 when one is certain or there is only one.
     *
     * @param probabilities of those that could be chosen, sum 1
     */
    public static double normalized(double[] probabilities) {
        if (probabilities.length < 2) {
            return 0;
        }
        double entropy = 0;
        for (double p : probabilities) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("probability must be in [0, 1], is " + p);
            }
            if (p > 0) {
                entropy -= p * StrictMath.log(p);
            }
        }
        return entropy / StrictMath.log(probabilities.length);
    }
}

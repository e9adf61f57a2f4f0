package io.granger.rl.plan;

/**
 * How likely something never seen before is, where {@code n} things were seen, learnt from all places together.
 *
 * <p>Good (1953), "The population frequencies of species": the chance of a new kind is the share of looks at this stage that brought
 * one. Places are pooled by the power of two of {@code n}, each pool starting from one look that was half new. Not thread-safe.
 */
final class NoveltyRate {

    private static final int POOLS = 12;

    private final double[] looks = new double[POOLS];
    private final double[] novel = new double[POOLS];

    /** Takes in one look at a place where {@code n} things, at least 1, were seen before. */
    void observe(long n, boolean isNovel) {
        int pool = pool(n);
        looks[pool]++;
        novel[pool] += isNovel ? 1 : 0;
    }

    /** Probability that the next look at a place where {@code n} things were seen brings something new; 1 where none was. */
    double at(long n) {
        if (n == 0) {
            return 1;
        }
        int pool = pool(n);
        return (novel[pool] + .5) / (looks[pool] + 1);
    }

    private static int pool(long n) {
        return Math.min(POOLS - 1, 63 - Long.numberOfLeadingZeros(n));
    }
}

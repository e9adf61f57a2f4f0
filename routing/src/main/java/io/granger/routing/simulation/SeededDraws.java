package io.granger.routing.simulation;

import io.granger.routing.Draws;

/**
 * Keyed uniform numbers from a seed, for simulations, tests and benchmarks; anybody who knows the seed can repeat them.
 *
 * <p>The finalizer of SplitMix64 over an FNV-1a hash; Steele, Lea and Flood (2014), "Fast splittable pseudorandom number
 * generators". Immutable, safe from any thread.
 *
 * @param seed same seed, same numbers
 */
public record SeededDraws(long seed) implements Draws {
    private static final long PRIME = 0x100000001b3L;
    private static final double UNIT = 0x1p-53;

    @Override
    public double uniform(String decisionId, String purpose) {
        long hash = mixed(seed);
        hash = mixed(absorbed(hash, decisionId));
        return (mixed(absorbed(hash, purpose)) >>> 11) * UNIT;
    }

    @Override
    public String seedId() {
        return "seed-" + seed;
    }

    private static long absorbed(long hash, String text) {
        long absorbed = hash;
        for (int i = 0; i < text.length(); i++) {
            absorbed = (absorbed ^ text.charAt(i)) * PRIME;
        }
        return absorbed;
    }

    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

package io.granger.examples.adapter;

import io.granger.rl.ActionDistribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses where an item goes - a small fast tier, a large slow one, or nowhere - by epsilon-greedy over the mean reward of each pair of
 * bucket and tier.
 *
 * <p>{@code eps_n = max(floor, c / (c + n))} after n rewards of a bucket: it tries everything at first, and always a little. Watkins
 * (1989), "Learning from delayed rewards". Not thread-safe.
 */
public final class CacheTierPolicy {

    /** Where an item may go. */
    public enum Tier {
        /** Small and fast. */
        MEMORY,
        /** Large and slower. */
        DISK,
        /** Fetched again when asked for. */
        NOWHERE
    }

    private static final List<Tier> TIERS = List.of(Tier.values());

    /** Rewards of one bucket. */
    private static final class Means {
        final double[] sum = new double[TIERS.size()];
        final long[] count = new long[TIERS.size()];
        long total;

        double mean(int tier) {
            return count[tier] == 0 ? 0 : sum[tier] / count[tier];
        }
    }

    private final double decay;
    private final double floor;
    private final Map<String, Means> buckets = new HashMap<>();

    /**
     * A policy that knows nothing.
     *
     * @param decay rewards of a bucket after which half of the choices follow them, above 0
     * @param floor share of choices that stay random for ever, in [0, 1]
     */
    public CacheTierPolicy(double decay, double floor) {
        if (!(decay > 0) || !(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException(
                    "decay must be above 0 and floor in [0, 1], are " + decay + " and " + floor);
        }
        this.decay = decay;
        this.floor = floor;
    }

    /** The bucket of an item by its size and how often it was asked for, both by powers of two: what is alike shares what is learnt. */
    public static String bucket(long bytes, long requests) {
        return (Long.SIZE - Long.numberOfLeadingZeros(bytes)) + "/" + (Long.SIZE - Long.numberOfLeadingZeros(requests));
    }

    /** Share of choices in this bucket that are random now. */
    public double epsilon(String bucket) {
        return Math.max(floor, decay / (decay + means(bucket).total));
    }

    /** Probability of each tier, in the order of {@link Tier}. */
    public ActionDistribution probabilities(String bucket) {
        Means means = means(bucket);
        int best = 0;
        for (int tier = 1; tier < TIERS.size(); tier++) {
            best = means.mean(tier) > means.mean(best) ? tier : best;
        }
        return ActionDistribution.certain(TIERS.size(), best).withFloor(epsilon(bucket));
    }

    /** The tier a uniform draw in [0, 1) falls on. */
    public Tier choose(String bucket, double u) {
        return TIERS.get(probabilities(bucket).pick(u));
    }

    /** Learns what keeping an item of this bucket in a tier was worth: what it saved less what the place cost, finite. */
    public void learn(String bucket, Tier tier, double reward) {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
        Means means = means(bucket);
        means.sum[tier.ordinal()] += reward;
        means.count[tier.ordinal()]++;
        means.total++;
    }

    private Means means(String bucket) {
        return buckets.computeIfAbsent(bucket, any -> new Means());
    }
}

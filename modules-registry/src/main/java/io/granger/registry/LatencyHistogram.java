package io.granger.registry;

/**
 * Decayed histogram of latencies whose buckets are an eighth of an octave wide.
 *
 * <p>Below 16 ms each millisecond is a bucket; from there on the buckets from {@code 2^n} to {@code 2^(n+1)} are eight
 * of equal width, up to 2^22 ms, about 70 minutes. Old samples are not made lighter: new ones are made heavier by
 * {@code 1 / factor} each, and all are scaled down before that overflows.
 */
final class LatencyHistogram {
    private static final double FACTOR = .99;
    private static final double HEAVIEST = 1e100;
    private static final int SUB_BITS = 3;
    private static final int SUBS = 1 << SUB_BITS;
    private static final long MS_MAX = (1L << 22) - 1;
    private static final int BUCKETS = bucket(MS_MAX) + 1;

    private final double[] weights = new double[BUCKETS];
    private double total;
    private double next = 1;
    private double p95 = -1;

    void add(long ms) {
        weights[bucket(ms)] += next;
        total += next;
        next /= FACTOR;
        p95 = -1;
        if (next > HEAVIEST) {
            scaleDown();
        }
    }

    /** Middle of the bucket that holds the 95th percentile; 0 when empty. */
    double p95() {
        if (p95 < 0) {
            p95 = quantile(.95);
        }
        return p95;
    }

    private double quantile(double share) {
        double sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += weights[i];
            if (sum > 0 && sum >= share * total) {
                return (low(i) + low(i + 1) - 1) / 2.0;
            }
        }
        return 0;
    }

    private void scaleDown() {
        total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            weights[i] /= next;
            total += weights[i];
        }
        next = 1;
    }

    /** Bucket of a latency; longer ones than the last bucket's fall into it. */
    static int bucket(long ms) {
        long bounded = Math.min(Math.max(ms, 0), MS_MAX);
        if (bounded < SUBS) {
            return (int) bounded;
        }
        int shift = 63 - Long.numberOfLeadingZeros(bounded) - SUB_BITS;
        return (shift << SUB_BITS) + (int) (bounded >> shift);
    }

    /** Smallest latency of a bucket. */
    static long low(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = (bucket >> SUB_BITS) - 1;
        return (long) ((bucket & (SUBS - 1)) + SUBS) << shift;
    }
}

package io.granger.registry;

/**
 * Latency that jumps to a peak at once and forgets it with time.
 *
 * <p>With {@code w = exp(-elapsed / tau)}: a sample above the value replaces it, another one blends in as
 * {@code w * value + (1 - w) * sample}; read, the value fades as {@code w * value}. The load metric of Finagle's
 * balancer, with reads that change nothing.
 */
final class PeakEwma {
    private static final double TAU_MS = 10_000;

    private double value;
    private long atMs;

    void add(double ms, long nowMs) {
        double w = fade(nowMs);
        value = ms > value ? ms : w * value + (1 - w) * ms;
        atMs = nowMs;
    }

    double at(long nowMs) {
        return fade(nowMs) * value;
    }

    private double fade(long nowMs) {
        return StrictMath.exp(-Math.max(0, nowMs - atMs) / TAU_MS);
    }
}

package io.granger.registry;

import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What the hub measured of the calls to one candidate; {@link HealthView} says how each number is decayed.
 *
 * <p>Successes and time-outs are latencies; other failures are not, because failing fast must not look fast.
 */
final class CallStatistics {
    private static final double FACTOR = .95;
    // Keeps slow and busy candidates apart when all were idle for so long that their peaks are forgotten.
    private static final double PEAK_FLOOR = .01;

    private final DecayedMean success = DecayedMean.from(FACTOR, 1);
    private final DecayedMean latency = new DecayedMean(FACTOR);
    private final DecayedMean quality = new DecayedMean(FACTOR);
    private final PeakEwma peak = new PeakEwma();
    private @Nullable LatencyHistogram histogram;
    private long calls;

    /** Counts an outcome, unless the input is at fault. */
    void add(StepOutcome outcome, long nowMs) {
        switch (outcome) {
            case StepOutcome.Success ok -> {
                calls++;
                success.add(1);
                addLatency(ok.ms(), nowMs);
            }
            case StepOutcome.Failure failure -> {
                if (failure.failureClass().isSpokesFault()) {
                    calls++;
                    success.add(0);
                }
                if (failure.failureClass() == FailureClass.TIMEOUT) {
                    addLatency(failure.ms(), nowMs);
                }
            }
        }
    }

    void addQuality(double value) {
        quality.add(value);
    }

    double successRate() {
        return success.orElse(1);
    }

    double latencyMeanMs(double expectedMs) {
        return latency.orElse(expectedMs);
    }

    double latencyP95Ms(double expectedMs) {
        return histogram == null ? expectedMs : histogram.p95();
    }

    double peakEwmaMs(double expectedMs, long nowMs) {
        return histogram == null ? expectedMs : Math.max(peak.at(nowMs), PEAK_FLOOR * latency.orElse(expectedMs));
    }

    double quality() {
        return quality.orElse(.5);
    }

    long calls() {
        return calls;
    }

    private void addLatency(long ms, long nowMs) {
        latency.add(ms);
        peak.add(ms, nowMs);
        // Made at the first call: ten thousand registered candidates cost nothing until they work.
        LatencyHistogram buckets = histogram == null ? new LatencyHistogram() : histogram;
        buckets.add(ms);
        histogram = buckets;
    }
}

package io.granger.routing;

import io.granger.registry.CandidateView;
import io.granger.registry.HealthView;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What describes a candidate of a step, layout {@code c1}: features and never an index, so that a spoke that joined a
 * minute ago can be scored. Each is finite; ratios and counts are clipped.
 */
public final class CandidateFeatures {
    /** Decayed share of calls that succeeded. */
    public static final int SUCCESS_RATE = 0;
    /** Decayed mean latency, by the expected one. */
    public static final int LATENCY_MEAN = 1;
    /** 95th percentile of latency, by the expected one. */
    public static final int LATENCY_P95 = 2;
    /** Latency at its worst lately, by the expected one. */
    public static final int PEAK_EWMA = 3;
    /** Calls in flight by slots. */
    public static final int LOAD = 4;
    /** Failures in a row. */
    public static final int FAILURES_IN_A_ROW = 5;
    /** Breaker: 0 closed, .5 half-open, 1 open. */
    public static final int BREAKER = 6;
    /** Seconds since anything was heard of it, at most 60. */
    public static final int SECONDS_SINCE_SEEN = 7;
    /** Declared cost by the highest declared one; 0 when it names none. */
    public static final int COST = 8;
    /** Decayed mean of trusted quality. */
    public static final int QUALITY = 9;
    /** log(1 + calls). */
    public static final int LOG_CALLS = 10;
    /** Calls in flight. */
    public static final int IN_FLIGHT = 11;

    /** The names, in order. */
    public static final List<String> NAMES = List.of(
            "success-rate",
            "latency-mean",
            "latency-p95",
            "peak-ewma",
            "load",
            "failures-in-a-row",
            "breaker",
            "seconds-since-seen",
            "cost",
            "quality",
            "log-calls",
            "in-flight");

    private static final double LIMIT = 1000;
    private static final double SEEN_LIMIT_S = 60;

    private CandidateFeatures() {}

    /**
     * The features of a candidate.
     *
     * @param expectedMs how long such a step should take, above 0
     * @param referenceCost the highest declared cost
     */
    public static float[] of(CandidateView candidate, double expectedMs, OptionalDouble referenceCost, long nowMs) {
        HealthView health = candidate.health();
        float[] features = new float[NAMES.size()];
        features[SUCCESS_RATE] = clipped(health.successRate(), 1);
        features[LATENCY_MEAN] = clipped(health.latencyMeanMs() / expectedMs, LIMIT);
        features[LATENCY_P95] = clipped(health.latencyP95Ms() / expectedMs, LIMIT);
        features[PEAK_EWMA] = clipped(health.peakEwmaMs() / expectedMs, LIMIT);
        features[LOAD] = clipped((double) health.inFlight() / Math.max(1, health.concurrency()), LIMIT);
        features[FAILURES_IN_A_ROW] = clipped(health.consecutiveFailures(), LIMIT);
        features[BREAKER] = switch (health.breaker()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 0.5f;
            case OPEN -> 1;
        };
        features[SECONDS_SINCE_SEEN] = clipped((nowMs - health.lastSeenMs()) / 1000.0, SEEN_LIMIT_S);
        features[COST] = clipped(share(candidate.capability().cost(), referenceCost), LIMIT);
        features[QUALITY] = clipped(health.quality(), 1);
        features[LOG_CALLS] = (float) StrictMath.log1p(Math.max(0, health.calls()));
        features[IN_FLIGHT] = clipped(health.inFlight(), LIMIT);
        return features;
    }

    private static double share(OptionalDouble cost, OptionalDouble reference) {
        return cost.isPresent() && reference.orElse(0) > 0 ? cost.getAsDouble() / reference.getAsDouble() : 0;
    }

    private static float clipped(double value, double limit) {
        // a comparison with NaN is false, so it becomes 0
        return value > 0 ? (float) Math.min(limit, value) : 0;
    }
}

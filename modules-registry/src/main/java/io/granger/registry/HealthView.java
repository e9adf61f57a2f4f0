package io.granger.registry;

import io.granger.task.Bounds;

/**
 * How well a candidate does, measured by the hub from real traffic, at one moment.
 *
 * <p>Rates and means are decayed by call count: a call weighs .95 times the next one (about the last 20 calls); the
 * histogram of p95 has .99 (about the last 100). Answers of class invalid-input are in none of them.
 *
 * @param successRate decayed share of successes, begun with one imagined success, so 1 before any call
 * @param latencyMeanMs decayed mean of successes and time-outs; the expected time before any
 * @param latencyP95Ms decayed 95th percentile of the same calls, exact to an eighth
 * @param peakEwmaMs jumps to a peak at once, decays with a time constant of 10 s; the expected time before any
 * @param inFlight calls in flight of all live, not draining instances, whatever their capability
 * @param concurrency sum of what those instances take at once; 0 when there is none
 * @param consecutiveFailures failures since the last success
 * @param breakerClosesAtMs 0 when closed; when open, the time from which a probe passes; when half-open, the time at
 *     which the probe in flight expires, or a time not after this view when a probe passes now
 * @param lastSeenMs last registration, heartbeat or answer of an instance
 * @param quality decayed mean of trusted outcomes, .5 before any
 * @param calls calls the rates were measured on
 */
public record HealthView(
        double successRate,
        double latencyMeanMs,
        double latencyP95Ms,
        double peakEwmaMs,
        int inFlight,
        int concurrency,
        int consecutiveFailures,
        BreakerState breaker,
        long breakerClosesAtMs,
        long lastSeenMs,
        double quality,
        long calls) {
    public HealthView {
        Bounds.between("successRate", successRate, 0, 1);
        Bounds.notNegative("latencyMeanMs", latencyMeanMs);
        Bounds.notNegative("latencyP95Ms", latencyP95Ms);
        Bounds.notNegative("peakEwmaMs", peakEwmaMs);
        Bounds.between("quality", quality, 0, 1);
    }

    /**
     * Whether the breaker lets a call pass: it is closed, or half-open with no probe in flight.
     *
     * <p>Otherwise the candidate is masked {@code breaker}; the one with the smallest {@link #breakerClosesAtMs} is the
     * last one to try, with {@link SpokeRegistry#acquire(CandidateId, long, boolean) acquire(.., asProbe)}.
     */
    public boolean admitsCall(long nowMs) {
        return switch (breaker) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> breakerClosesAtMs <= nowMs;
        };
    }
}

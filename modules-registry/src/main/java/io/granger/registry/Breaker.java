package io.granger.registry;

import java.util.BitSet;

/**
 * Circuit breaker of one candidate: pure state, the time comes in.
 *
 * <p>Opens after {@code failures} failures in a row, or when the last {@code window} calls are all known and at least
 * {@code failureShare} of them failed. Open for {@code openMs}; then half-open, where one call passes as the probe and
 * its answer closes or reopens it. Every end is an absolute time, looked at and never fired, so that nothing can be
 * missed: an open breaker becomes half-open by itself, a probe without an answer expires after {@code openMs}, and an
 * end farther away than {@code openMs} comes from a clock that stepped back and counts as over.
 *
 * <p>Answers to calls that are not the probe change nothing but the failures in a row while it is not closed. Not
 * thread-safe.
 */
public final class Breaker {
    private final BreakerSettings settings;
    private final BitSet windowFailed;
    private int windowAt;
    private int windowCalls;
    private int windowFailures;
    private int consecutiveFailures;
    private boolean tripped;
    // End of the open period, or of the patience with the probe in flight.
    private long closesAtMs;
    private long probe;
    private long lastProbe;

    /** A closed breaker that has seen no call. */
    public Breaker(BreakerSettings settings) {
        this.settings = settings;
        this.windowFailed = new BitSet(settings.window());
    }

    /** Where it stands at that time. */
    public BreakerState state(long nowMs) {
        if (!tripped) {
            return BreakerState.CLOSED;
        }
        return probe == 0 && isBeforeEnd(nowMs) ? BreakerState.OPEN : BreakerState.HALF_OPEN;
    }

    /** Whether a call passes: it is closed, or half-open without a probe that may still answer. */
    public boolean admits(long nowMs) {
        return !tripped || !isBeforeEnd(nowMs);
    }

    /** Whether a probe is in flight that has not expired. */
    public boolean isProbing(long nowMs) {
        return tripped && probe != 0 && isBeforeEnd(nowMs);
    }

    /**
     * From when a call passes: 0 when closed, the end of the open period or of the probe's time, or a time not after
     * now when a probe passes now.
     */
    public long closesAtMs(long nowMs) {
        if (!tripped) {
            return 0;
        }
        return isBeforeEnd(nowMs) ? closesAtMs : Math.min(closesAtMs, nowMs);
    }

    /** Failures since the last success. */
    public int consecutiveFailures() {
        return consecutiveFailures;
    }

    /**
     * Sends the one call that may pass; before the end of an open period too, when it is the last candidate.
     *
     * @return number of the probe, at least 1
     * @throws IllegalStateException when the breaker is closed or a probe is in flight
     */
    public long takeProbe(long nowMs) {
        if (!tripped || isProbing(nowMs)) {
            throw new IllegalStateException("a probe needs a breaker that is not closed and has none in flight");
        }
        probe = ++lastProbe;
        closesAtMs = nowMs + settings.openMs();
        return probe;
    }

    /**
     * A call succeeded.
     *
     * @param number of the probe the call was, 0 when it was none
     */
    public void succeeded(long number) {
        consecutiveFailures = 0;
        if (!tripped) {
            count(false);
        } else if (isProbe(number)) {
            tripped = false;
            probe = 0;
            clearWindow();
        }
    }

    /**
     * A call failed by the spoke's fault.
     *
     * @param number of the probe the call was, 0 when it was none
     */
    public void failed(long number, long nowMs) {
        consecutiveFailures++;
        if (!tripped) {
            count(true);
            boolean shareReached =
                    windowCalls == settings.window() && windowFailures >= settings.failureShare() * settings.window();
            if (shareReached || consecutiveFailures >= settings.failures()) {
                open(nowMs);
            }
        } else if (isProbe(number)) {
            open(nowMs);
        }
    }

    /**
     * A call ended without telling anything about the spoke. If it was the probe, the next call is one.
     *
     * @param number of the probe the call was, 0 when it was none
     */
    public void toldNothing(long number, long nowMs) {
        if (tripped && isProbe(number)) {
            probe = 0;
            closesAtMs = nowMs;
        }
    }

    private void open(long nowMs) {
        tripped = true;
        probe = 0;
        closesAtMs = nowMs + settings.openMs();
    }

    private boolean isBeforeEnd(long nowMs) {
        return nowMs < closesAtMs && closesAtMs - nowMs <= settings.openMs();
    }

    // An expired probe still decides when it answers before the next one is sent.
    private boolean isProbe(long number) {
        return number != 0 && number == probe;
    }

    private void count(boolean failed) {
        if (windowCalls == settings.window()) {
            windowFailures -= windowFailed.get(windowAt) ? 1 : 0;
        } else {
            windowCalls++;
        }
        windowFailed.set(windowAt, failed);
        windowFailures += failed ? 1 : 0;
        windowAt = (windowAt + 1) % settings.window();
    }

    private void clearWindow() {
        windowFailed.clear();
        windowAt = 0;
        windowCalls = 0;
        windowFailures = 0;
    }
}

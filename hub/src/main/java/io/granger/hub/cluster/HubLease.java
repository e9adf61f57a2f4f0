package io.granger.hub.cluster;

/**
 * Whether a hub may still act for the tasks it owns, by its own clock: others take them over once it is gone, and a hub
 * that was frozen or cut off must know by itself that this may have happened. Times are epoch milliseconds. Owner thread only.
 */
public final class HubLease {
    /** How long a lease lasts from when its renewal was asked for. */
    public static final long LEASE_MS = 6_000;

    /** How often it is renewed. */
    public static final long RENEW_MS = 2_000;

    /** Unrenewed for so long, nothing new is sent to spokes: what is sent must have time before the lease ends. */
    static final long DISPATCH_MS = LEASE_MS * 6 / 10;

    private long renewedAtMs = Long.MIN_VALUE;

    /**
     * A renewal was confirmed.
     *
     * @param askedAtMs when it was asked for: others count from then at the latest
     */
    public void renewed(long askedAtMs) {
        renewedAtMs = Math.max(renewedAtMs, askedAtMs);
    }

    /** Whether new calls may be sent to spokes. */
    public boolean mayDispatch(long nowMs) {
        return within(nowMs, DISPATCH_MS);
    }

    /** Whether the lease lasts: if not, others may have taken over what waited for its end. */
    public boolean isHeld(long nowMs) {
        return within(nowMs, LEASE_MS);
    }

    /** A clock that stepped back says nothing about how long it was: the lease is over until it is renewed. */
    private boolean within(long nowMs, long limitMs) {
        return nowMs >= renewedAtMs && renewedAtMs != Long.MIN_VALUE && nowMs - renewedAtMs < limitMs;
    }
}

package io.granger.registry;

import io.granger.task.Bounds;

/**
 * Settings of a registry.
 *
 * @param leaseMs how long a lease lives without a heartbeat, 1 ms to one hour
 * @param lostMs how long a lost spoke is still listed, 0 ms to one day
 * @param maxSpokes most instances at once, 1 to 1,000,000
 * @param maxRemembered candidates without a spoke whose statistics are kept, the oldest forgotten first
 * @param gapMs longest time between two looks at the registry that counts against leases, at least 1 ms
 */
public record RegistrySettings(
        long leaseMs, BreakerSettings breaker, long lostMs, int maxSpokes, int maxRemembered, long gapMs) {
    public RegistrySettings {
        Bounds.between("leaseMs", leaseMs, 1, 3_600_000);
        Bounds.between("lostMs", lostMs, 0, 86_400_000);
        Bounds.between("maxSpokes", maxSpokes, 1, 1_000_000);
        Bounds.between("maxRemembered", maxRemembered, 0, 1_000_000);
        Bounds.between("gapMs", gapMs, 1, Long.MAX_VALUE);
    }

    /** Leases end when their time is over, whether anybody looked in between or not. */
    public RegistrySettings(long leaseMs, BreakerSettings breaker, long lostMs, int maxSpokes, int maxRemembered) {
        this(leaseMs, breaker, lostMs, maxSpokes, maxRemembered, Long.MAX_VALUE);
    }

    /** Lost spokes listed for 60 s, at most 20,000 spokes, 10,000 candidates remembered. */
    public RegistrySettings(long leaseMs, BreakerSettings breaker) {
        this(leaseMs, breaker, 60_000, 20_000, 10_000);
    }

    /**
     * The same for an owner who looks again at least every {@code longestMs}: whatever keeps it longer kept it from hearing
     * heartbeats too, and no spoke is lost for that.
     */
    public RegistrySettings lookedAtWithin(long longestMs) {
        return new RegistrySettings(leaseMs, breaker, lostMs, maxSpokes, maxRemembered, longestMs);
    }

    /** A lease of 6 s and the breaker's defaults. */
    public static RegistrySettings defaults() {
        return new RegistrySettings(6_000, BreakerSettings.defaults());
    }
}

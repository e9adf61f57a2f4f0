package io.granger.registry;

import io.granger.task.Bounds;

/**
 * Settings of a registry.
 *
 * @param leaseMs how long a lease lives without a heartbeat, 1 ms to one hour
 * @param lostMs how long a lost spoke is still listed, 0 ms to one day
 * @param maxSpokes most instances at once, 1 to 1,000,000
 * @param maxRemembered candidates without a spoke whose statistics are kept, the oldest forgotten first
 */
public record RegistrySettings(long leaseMs, BreakerSettings breaker, long lostMs, int maxSpokes, int maxRemembered) {
    public RegistrySettings {
        Bounds.between("leaseMs", leaseMs, 1, 3_600_000);
        Bounds.between("lostMs", lostMs, 0, 86_400_000);
        Bounds.between("maxSpokes", maxSpokes, 1, 1_000_000);
        Bounds.between("maxRemembered", maxRemembered, 0, 1_000_000);
    }

    /** Lost spokes listed for 60 s, at most 20,000 spokes, 10,000 candidates remembered. */
    public RegistrySettings(long leaseMs, BreakerSettings breaker) {
        this(leaseMs, breaker, 60_000, 20_000, 10_000);
    }

    /** A lease of 6 s and the breaker's defaults. */
    public static RegistrySettings defaults() {
        return new RegistrySettings(6_000, BreakerSettings.defaults());
    }
}

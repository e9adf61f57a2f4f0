package io.granger.hub.config;

/**
 * Section {@code spokes}: how long a spoke is believed to live. Takes effect at start, for registrations after it.
 *
 * @param leaseMs time without a heartbeat after which a spoke is lost, 100 ms to one hour
 * @param heartbeatMs how often spokes are told to send one, 10 ms up to half of the lease; a third of it when not given
 */
public record SpokesConfig(long leaseMs, long heartbeatMs) {
    /** Lost after 6 s, a heartbeat every 2 s. */
    public static final SpokesConfig DEFAULT = new SpokesConfig(6000, 2000);

    public SpokesConfig {
        BadSetting.requireWithin("leaseMs", leaseMs, 100, 3_600_000);
        BadSetting.requireWithin("heartbeatMs", heartbeatMs, 10, leaseMs / 2);
    }

    static SpokesConfig read(Section section) {
        long leaseMs = section.number("leaseMs", DEFAULT.leaseMs);
        return new SpokesConfig(leaseMs, section.number("heartbeatMs", leaseMs / 3));
    }
}

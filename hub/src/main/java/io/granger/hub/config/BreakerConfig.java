package io.granger.hub.config;

import io.granger.registry.BreakerSettings;

/**
 * Section {@code breaker}: when a candidate that fails is left alone. Takes effect at start.
 *
 * @param failures failures in a row that open it, 1 to 1,000
 * @param failureShare share of failures among the last {@code window} calls that opens it, above 0 up to 1
 * @param window calls the share is taken over, 1 to 1,000
 * @param openMs how long it stays open, 1 ms to one day
 */
public record BreakerConfig(int failures, double failureShare, int window, long openMs) {
    /** 5 in a row or half of the last 20; one minute. */
    public static final BreakerConfig DEFAULT = new BreakerConfig(5, .5, 20, 60_000);

    public BreakerConfig {
        BadSetting.requireWithin("failures", failures, 1, 1000);
        BadSetting.requirePositive("failureShare", failureShare, 1);
        BadSetting.requireWithin("window", window, 1, 1000);
        BadSetting.requireWithin("openMs", openMs, 1, 86_400_000);
    }

    /** The same for the registry. */
    public BreakerSettings settings() {
        return new BreakerSettings(failures, failureShare, window, openMs);
    }

    static BreakerConfig read(Section section) {
        return new BreakerConfig(
                section.number("failures", DEFAULT.failures),
                section.number("failureShare", DEFAULT.failureShare),
                section.number("window", DEFAULT.window),
                section.number("openMs", DEFAULT.openMs));
    }
}

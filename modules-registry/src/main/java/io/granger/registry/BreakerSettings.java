package io.granger.registry;

import io.granger.task.Bounds;

/**
 * When a breaker opens, and for how long.
 *
 * @param failures failures in a row that open it, 1 to 1,000
 * @param failureShare share of failures among the last {@code window} calls that opens it, in (0, 1]
 * @param window calls the share is taken over, 1 to 1,000; a window that is not full opens nothing
 * @param openMs how long it stays open, and how long a probe may take, 1 ms to one day
 */
public record BreakerSettings(int failures, double failureShare, int window, long openMs) {
    public BreakerSettings {
        Bounds.between("breaker failures", failures, 1, 1_000);
        if (!(failureShare > 0 && failureShare <= 1)) {
            throw new IllegalArgumentException(
                    "breaker failureShare must be above 0 and at most 1, was " + failureShare);
        }
        Bounds.between("breaker window", window, 1, 1_000);
        Bounds.between("breaker openMs", openMs, 1, 86_400_000);
    }

    /** 5 in a row, or half of the last 20; open for 60 s. */
    public static BreakerSettings defaults() {
        return new BreakerSettings(5, .5, 20, 60_000);
    }
}

package io.granger.registry;

import java.util.Locale;

/** Where a breaker stands. */
public enum BreakerState {
    /** Calls pass. */
    CLOSED,
    /** No call passes until its time is over. */
    OPEN,
    /** One call passes as a probe; its answer decides. */
    HALF_OPEN;

    /** The word used in views and events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

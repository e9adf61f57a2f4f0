package io.granger.routing.planted;

import java.time.Instant;

/** Planted: the core reads the clock through java.time. */
public final class ReadsInstant {
    Object now() {
        return Instant.now();
    }
}

package io.granger.routing.planted;

/** Planted: the core reads the clock. */
public final class ReadsClock {
    long now() {
        return System.currentTimeMillis();
    }
}

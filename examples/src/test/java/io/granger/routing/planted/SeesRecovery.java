package io.granger.routing.planted;

import io.granger.recovery.planted.SeesHub;

/** Planted: an arrow that points up. */
public final class SeesRecovery {
    Object recovery() {
        return new SeesHub();
    }
}

package io.granger.registry.planted;

import io.granger.rl.planted.TouchesVertx;

/** Planted: the registry knows learning. */
public final class SeesRl {
    Object rl() {
        return new TouchesVertx();
    }
}

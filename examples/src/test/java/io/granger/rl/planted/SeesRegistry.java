package io.granger.rl.planted;

import io.granger.registry.planted.SeesRl;

/** Planted: learning knows the registry. */
public final class SeesRegistry {
    Object registry() {
        return new SeesRl();
    }
}

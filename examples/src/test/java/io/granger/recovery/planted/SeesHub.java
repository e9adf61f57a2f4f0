package io.granger.recovery.planted;

import io.granger.hub.planted.SeesSdk;

/** Planted: recovery knows the hub. */
public final class SeesHub {
    Object hub() {
        return new SeesSdk();
    }
}

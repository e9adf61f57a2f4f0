package io.granger.sdk.planted;

import io.granger.hub.planted.SeesSdk;

/** Planted: a spoke knows the hub from inside. */
public final class SeesHub {
    Object hub() {
        return new SeesSdk();
    }
}

package io.granger.hub.planted;

import io.granger.sdk.planted.SeesHub;

/** Planted: the hub knows its clients. */
public final class SeesSdk {
    Object client() {
        return new SeesHub();
    }
}

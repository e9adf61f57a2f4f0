package io.granger.recovery.planted;

/** Planted: the core starts a thread. */
public final class StartsThread {
    void go() {
        new Thread(() -> {}).start();
    }
}

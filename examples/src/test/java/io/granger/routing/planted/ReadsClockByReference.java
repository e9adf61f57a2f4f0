package io.granger.routing.planted;

import java.util.function.LongSupplier;

/** Planted: the core reads the clock by a method reference. */
public final class ReadsClockByReference {
    LongSupplier now() {
        return System::nanoTime;
    }
}

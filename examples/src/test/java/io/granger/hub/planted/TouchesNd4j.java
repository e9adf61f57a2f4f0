package io.granger.hub.planted;

import org.nd4j.planted.Array;

/** Planted: the serving hub names ND4J. */
public final class TouchesNd4j {
    Object array() {
        return Array.EMPTY;
    }
}

package io.granger.examples.demo;

import java.util.OptionalDouble;

/**
 * What came of one document in one arm.
 *
 * @param completed whether its task completed
 * @param quality the verifier's rating, in [0, 1], where there is one
 * @param ms from acceptance to the end
 * @param cost what its steps cost together
 * @param reward the task's reward, in [-1, 1]
 */
record Measured(boolean completed, OptionalDouble quality, double ms, double cost, double reward) {

    Measured {
        if (!(ms >= 0) || !(cost >= 0)) {
            throw new IllegalArgumentException("ms and cost must be at least 0, are " + ms + " and " + cost);
        }
        if (!(reward >= -1 && reward <= 1)) {
            throw new IllegalArgumentException("reward must be in [-1, 1], is " + reward);
        }
    }
}

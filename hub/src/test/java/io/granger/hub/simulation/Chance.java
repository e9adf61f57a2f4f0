package io.granger.hub.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All that one simulation leaves to chance; a seed gives the same values for ever. */
final class Chance {
    private static final double TAIL = 0.02;
    private static final int TAIL_TIMES = 30;

    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Another source: what is drawn there changes nothing here. */
    Chance split() {
        return new Chance(random.split());
    }

    SplittableRandom random() {
        return random;
    }

    /** True with this probability. */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** A time that is short most of the time and thirty times as long now and then, microseconds. */
    long delay(long usualMicros) {
        long delay = between(usualMicros / 2, usualMicros * 3 / 2);
        return Math.max(1, happens(TAIL) ? delay * TAIL_TIMES : delay);
    }
}

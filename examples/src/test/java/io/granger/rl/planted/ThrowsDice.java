package io.granger.rl.planted;

import java.util.Random;

/** Planted: unseeded randomness. */
public final class ThrowsDice {
    int roll() {
        return new Random().nextInt(6);
    }
}

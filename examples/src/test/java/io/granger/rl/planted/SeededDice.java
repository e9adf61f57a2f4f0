package io.granger.rl.planted;

import java.util.Random;

/** The right way; no rule may refuse it. */
public final class SeededDice {
    int roll(long seed) {
        return new Random(seed).nextInt(6);
    }
}

package io.granger.rl.ope;

import java.util.Arrays;

/**
 * Interval of a mean of values in [0, 1] that may be looked at after every value, by betting against each of 1,001 means.
 *
 * <p>For each mean {@code m} one gambler bets that the truth is above, {@code K+ <- K+ (1 + l (x - m))} with {@code l} at most {@code
 * 1/(2m)}, and one that it is below; {@code m} is ruled out for ever when half the wealth of either reaches {@code 1/alpha}. Covers the
 * mean at all times together with probability {@code 1 - alpha}. Waudby-Smith and Ramdas (2023), "Estimating means of bounded random
 * variables by betting", theorem 3 (the hedged capital process).
 *
 * <p>Takes about a thousand multiplications a value. Mutable; not thread-safe.
 */
public final class BettingSequence {

    private static final int CELLS = 1_000;
    private static final double LARGEST_LOSS = .5;

    private final double[] above = new double[CELLS + 1];
    private final double[] below = new double[CELLS + 1];
    private final double needed;
    private final PredictableBets bets;
    /** Highest mean ruled out from below and lowest one ruled out from above; -1 and CELLS + 1 when there is none. */
    private int lowest = -1;

    private int highest = CELLS + 1;

    /** @param alpha error probability of all looks together, in (0, 1) */
    public BettingSequence(double alpha) {
        this.bets = new PredictableBets(alpha);
        this.needed = 2 / alpha;
        Arrays.fill(above, 1);
        Arrays.fill(below, 1);
    }

    /** Takes in a value in [0, 1]. */
    public void update(double value) {
        double bet = bets.next();
        bets.learn(value);
        int ruledOut = lowest;
        for (int i = lowest + 1; i <= CELLS; i++) {
            double m = i / (double) CELLS;
            above[i] *= 1 + Math.min(bet, LARGEST_LOSS / m) * (value - m);
            if (above[i] >= needed) {
                ruledOut = i;
            }
        }
        int ruledOutAbove = highest;
        for (int i = highest - 1; i >= 0; i--) {
            double m = i / (double) CELLS;
            below[i] *= 1 - Math.min(bet, LARGEST_LOSS / (1 - m)) * (value - m);
            if (below[i] >= needed) {
                ruledOutAbove = i;
            }
        }
        // Everything ruled out happens with probability alpha at most; the interval then stays where it was.
        if (ruledOut < ruledOutAbove) {
            lowest = ruledOut;
            highest = ruledOutAbove;
        }
    }

    /** What is not ruled out so far, rounded outwards to thousandths; [0, 1] at first. */
    public Interval interval() {
        return new Interval(Math.max(0, lowest) / (double) CELLS, Math.min(CELLS, highest) / (double) CELLS);
    }
}

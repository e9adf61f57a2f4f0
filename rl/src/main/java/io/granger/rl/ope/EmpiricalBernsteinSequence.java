package io.granger.rl.ope;

/**
 * Interval of a mean of values in [0, 1] that may be looked at after every value, in constant time and space.
 *
 * <p>{@code sum(l_i x_i) / sum(l_i) +- (ln(2/alpha) + sum(4 (x_i - mu_i-1)^2 (-ln(1 - l_i) - l_i) / 4)) / sum(l_i)} with predictable
 * {@code l_t = min(1/2, sqrt(2 ln(2/alpha) / (var_t-1 t ln(1 + t))))}, and the intersection of all intervals so far. It covers the mean
 * at all times together with probability {@code 1 - alpha}. {@link BettingSequence} is narrower. Waudby-Smith and Ramdas (2023),
 * "Estimating means of bounded random variables by betting", theorem 2.
 *
 * <p>Mutable; not thread-safe.
 */
public final class EmpiricalBernsteinSequence {

    private static final double LARGEST_BET = .5;

    private final double logTwoOverAlpha;
    private final PredictableBets bets;
    private double weighted;
    private double weights;
    private double slack;
    private double low;
    private double high = 1;

    /** @param alpha error probability of all looks together, in (0, 1) */
    public EmpiricalBernsteinSequence(double alpha) {
        this.bets = new PredictableBets(alpha);
        this.logTwoOverAlpha = StrictMath.log(2 / alpha);
    }

    /** Takes in a value in [0, 1]. */
    public void update(double value) {
        double mean = bets.mean();
        double bet = Math.min(LARGEST_BET, bets.next());
        bets.learn(value);
        weighted += bet * value;
        weights += bet;
        slack += (value - mean) * (value - mean) * (-StrictMath.log1p(-bet) - bet);
        double center = weighted / weights;
        double radius = (logTwoOverAlpha + slack) / weights;
        // Two looks that exclude each other happen with probability alpha at most; the interval then stays where it
        // was.
        if (Math.max(low, center - radius) <= Math.min(high, center + radius)) {
            low = Math.max(low, center - radius);
            high = Math.min(high, center + radius);
        }
    }

    /** What is not ruled out so far; [0, 1] at first. */
    public Interval interval() {
        return new Interval(low, high);
    }
}

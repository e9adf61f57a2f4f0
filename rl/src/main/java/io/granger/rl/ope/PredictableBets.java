package io.granger.rl.ope;

/** The running mean and the bets {@code sqrt(2 ln(2/alpha) / (var_t-1 t ln(1 + t)))} of Waudby-Smith and Ramdas (2023). */
final class PredictableBets {

    private final double twoLog;
    private double count;
    private double sum;
    private double squares;

    PredictableBets(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), is " + alpha);
        }
        this.twoLog = 2 * StrictMath.log(2 / alpha);
    }

    /** {@code (1/2 + sum x) / (t + 1)}. */
    double mean() {
        return (.5 + sum) / (count + 1);
    }

    /** The bet on the value to come. */
    double next() {
        double variance = (.25 + squares) / (count + 1);
        double t = count + 1;
        return Math.sqrt(twoLog / (variance * t * StrictMath.log1p(t)));
    }

    void learn(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("value must be in [0, 1], is " + value);
        }
        count++;
        sum += value;
        double error = value - mean();
        squares += error * error;
    }
}

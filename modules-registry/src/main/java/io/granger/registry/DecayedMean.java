package io.granger.registry;

/**
 * Mean in which each sample weighs {@code factor} times the next one: sum of {@code factor^age * x} over the sum of
 * {@code factor^age}.
 */
final class DecayedMean {
    private final double factor;
    private double sum;
    private double weight;

    DecayedMean(double factor) {
        this.factor = factor;
    }

    /** A mean that begins with an imagined sample of that value. */
    static DecayedMean from(double factor, double value) {
        DecayedMean mean = new DecayedMean(factor);
        mean.add(value);
        return mean;
    }

    void add(double value) {
        sum = factor * sum + value;
        weight = factor * weight + 1;
    }

    double orElse(double whenEmpty) {
        return weight == 0 ? whenEmpty : sum / weight;
    }
}

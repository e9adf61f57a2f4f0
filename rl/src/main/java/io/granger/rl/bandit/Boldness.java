package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;

/**
 * How many standard deviations an arm is given credit for, learnt from choices as they were logged. Not thread-safe.
 *
 * <p>After each choice it is estimated, doubly robust, what {@value #STEP} times the boldness would have earned more than so many times
 * less would: all arms' probabilities are known, so both are estimated from every row. Dudik, Langford and Li (2011), "Doubly robust
 * policy evaluation and learning". The logarithm of the boldness follows the sum of these estimates, which adds up over members; it
 * stays between {@value #LEAST} and 1.
 */
final class Boldness {
    static final double LEAST = 0.1;
    private static final double STEP = 3;
    private static final double RATE = 0.005;
    /** One estimate counts for at most this much reward: a rare choice is worth little more than a frequent one. */
    private static final double MOST = 1;

    private final double first;
    private double log;

    /**
     * A boldness that was not learnt yet.
     *
     * @param first standard deviations to begin with, in [{@value #LEAST}, 1]; 0 for always 1
     */
    Boldness(double first) {
        this.first = first;
        this.log = first == 0 ? 0 : StrictMath.log(first);
    }

    /** What it knows now. */
    Boldness copy() {
        Boldness copy = new Boldness(first);
        copy.log = log;
        return copy;
    }

    /** Standard deviations now. */
    double now() {
        return StrictMath.exp(log);
    }

    /** What being bolder would have earned more than being less bold, by one choice and the reward that came of it. */
    static double advantage(Choice choice, double reward) {
        double[] value = choice.scores().value();
        double[] bold = bounds(choice, STEP);
        double[] timid = bounds(choice, 1 / STEP);
        double[] apart = new double[value.length];
        Floor.addToHighest(bold, 1, apart);
        Floor.addToHighest(timid, -1, apart);
        int chosen = choice.chosen();
        double advantage = apart[chosen] * (reward - value[chosen]) / choice.probabilities()[chosen];
        for (int arm = 0; arm < value.length; arm++) {
            advantage += apart[arm] * value[arm];
        }
        return Math.max(-MOST, Math.min(MOST, advantage));
    }

    private static double[] bounds(Choice choice, double factor) {
        double[] bounds = choice.scores().value().clone();
        for (int arm = 0; arm < bounds.length; arm++) {
            bounds[arm] += factor * choice.scores().spread()[arm];
        }
        return bounds;
    }

    /** Takes in what being bolder would have earned, in one choice or in several. */
    void observe(double advantage) {
        if (first > 0) {
            log = Math.max(StrictMath.log(LEAST), Math.min(0, log + RATE * advantage));
        }
    }

    void save(SnapshotWriter to) {
        to.putDouble(log);
    }

    void restore(SnapshotReader from) {
        log = from.getFinite("boldness");
    }
}

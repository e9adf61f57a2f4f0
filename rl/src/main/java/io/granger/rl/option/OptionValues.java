package io.granger.rl.option;

import java.util.List;

/**
 * Values of the options {@code 0 .. options - 1} in a state, which can be moved towards targets: a table, a linear function or a
 * network.
 *
 * <p>States are raw features; an implementation brings its own abstraction, encoding or standardisation. None is thread-safe unless
 * it says so.
 */
public interface OptionValues {

    /** How many options are valued; primitive actions are options that last one step. */
    int options();

    /** Values of all options in {@code state}, in a fresh array. */
    double[] values(float[] state);

    /** Value of one option in {@code state}. */
    default double value(float[] state, int option) {
        return values(state)[option];
    }

    /**
     * Moves the value of one option in {@code state} towards a target, which is held constant (a semi-gradient).
     *
     * @param target finite
     * @param stepSize share of the way to go, in [0, 1]; a function that shares weights between states goes about that far
     * @return {@code target} less the value before
     */
    double learn(float[] state, int option, double target, double stepSize);

    /** Learns a batch, by default one after the other; a target of weight {@code w} with {@code w} times the step size. */
    default void learnAll(List<OptionTarget> batch, double stepSize) {
        for (OptionTarget one : batch) {
            learn(one.state(), one.option(), one.target(), stepSize * one.weight());
        }
    }
}

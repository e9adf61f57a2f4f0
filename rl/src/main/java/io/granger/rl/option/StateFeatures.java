package io.granger.rl.option;

/** Features that a function of the state is linear in, or a network reads, made from raw ones. */
public interface StateFeatures {

    /** How many features there are. */
    int size();

    /** Writes the features of {@code state} to {@code x}, which has {@link #size} places, every one of which is set. */
    void write(float[] state, double[] x);

    /** One feature a cell, 1 in the cell of the state: what makes a linear function a table. */
    static StateFeatures oneHot(StateAbstraction abstraction) {
        return new OneHotFeatures(abstraction);
    }
}

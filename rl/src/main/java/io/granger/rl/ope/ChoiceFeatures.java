package io.granger.rl.ope;

/** How a linear reward model sees an action of a logged choice. */
@FunctionalInterface
public interface ChoiceFeatures {

    /**
     * Features of an action in the situation of a row; always as many, all finite, a constant 1 among them.
     *
     * @param row index in the log
     * @param action index among the actions of that row
     */
    double[] of(int row, int action);
}

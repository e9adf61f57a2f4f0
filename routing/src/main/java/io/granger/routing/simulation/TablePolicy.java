package io.granger.routing.simulation;

/**
 * Something that plays a recorded table row by row and is told the reward of the arm it chose, nothing else. Not thread-safe.
 */
public interface TablePolicy {

    /**
     * Probability of every arm on this row; the arm is drawn from them. The array may be reused by the next call.
     *
     * @param row whose features may be looked at; its rewards may not, but by the yardsticks that say so
     */
    double[] probabilities(int row);

    /**
     * Takes in what came of the arm that was drawn from the last {@link #probabilities}.
     *
     * @param reward after costs
     */
    void learn(int row, int arm, double reward);
}

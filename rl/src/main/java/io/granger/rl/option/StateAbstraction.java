package io.granger.rl.option;

/**
 * Puts every state into one of the cells {@code 0 .. cells - 1}; states of one cell are held to be the same.
 *
 * <p>Li, Walsh and Littman (2006), "Towards a unified theory of state abstraction for MDPs".
 */
public interface StateAbstraction {

    /** How many cells there are. */
    int cells();

    /** The cell of {@code state}. */
    int cellOf(float[] state);

    /** Keeps apart every combination of the first features, each a whole number from 0 to its size less 1. */
    static StateAbstraction grid(int... sizes) {
        int[] kept = sizes.clone();
        int cells = 1;
        for (int size : kept) {
            if (size < 1) {
                throw new IllegalArgumentException("size must be at least 1, is " + size);
            }
            cells = Math.multiplyExact(cells, size);
        }
        return new GridAbstraction(kept, cells);
    }
}

package io.granger.rl.option;

import java.util.Arrays;

/** One cell for each combination of whole numbers. */
final class GridAbstraction implements StateAbstraction {

    private final int[] sizes;
    private final int cells;

    GridAbstraction(int[] sizes, int cells) {
        this.sizes = sizes;
        this.cells = cells;
    }

    @Override
    public int cells() {
        return cells;
    }

    @Override
    public int cellOf(float[] state) {
        int cell = 0;
        for (int i = 0; i < sizes.length; i++) {
            int at = (int) state[i];
            if (at != state[i] || at < 0 || at >= sizes[i]) {
                throw new IllegalArgumentException(
                        "feature " + i + " must be a whole number in [0, " + sizes[i] + "), is " + state[i]);
            }
            cell = cell * sizes[i] + at;
        }
        return cell;
    }

    @Override
    public String toString() {
        return "grid" + Arrays.toString(sizes);
    }
}

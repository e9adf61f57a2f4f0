package io.granger.rl.option;

import java.util.Arrays;

/** One feature a cell. */
record OneHotFeatures(StateAbstraction abstraction) implements StateFeatures {

    @Override
    public int size() {
        return abstraction.cells();
    }

    @Override
    public void write(float[] state, double[] x) {
        Arrays.fill(x, 0);
        x[abstraction.cellOf(state)] = 1;
    }
}

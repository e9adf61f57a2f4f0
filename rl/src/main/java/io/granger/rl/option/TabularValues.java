package io.granger.rl.option;

import java.util.Arrays;

/** Values of options in a table with one row a cell. Not thread-safe. */
public final class TabularValues implements OptionValues {

    private final StateAbstraction abstraction;
    private final int options;
    private final double[] table;

    /**
     * A table that holds one value everywhere.
     *
     * @param initial value before anything is learnt; one above all returns makes a greedy agent try everything
     */
    public TabularValues(StateAbstraction abstraction, int options, double initial) {
        if (options < 1) {
            throw new IllegalArgumentException("options must be at least 1, are " + options);
        }
        this.abstraction = abstraction;
        this.options = options;
        this.table = new double[Math.multiplyExact(abstraction.cells(), options)];
        Arrays.fill(table, initial);
    }

    @Override
    public int options() {
        return options;
    }

    @Override
    public double[] values(float[] state) {
        int row = abstraction.cellOf(state) * options;
        return Arrays.copyOfRange(table, row, row + options);
    }

    @Override
    public double value(float[] state, int option) {
        return table[place(state, option)];
    }

    @Override
    public double learn(float[] state, int option, double target, double stepSize) {
        int place = place(state, option);
        double error = target - table[place];
        table[place] += stepSize * error;
        return error;
    }

    private int place(float[] state, int option) {
        if (option < 0 || option >= options) {
            throw new IllegalArgumentException("option must be in [0, " + options + "), is " + option);
        }
        return abstraction.cellOf(state) * options + option;
    }
}

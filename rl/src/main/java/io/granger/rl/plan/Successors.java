package io.granger.rl.plan;

import java.util.Arrays;

/** Where one action in one cell led, and how often. Not thread-safe. */
final class Successors {

    /** Visits after which old ones weigh less. */
    private static final double MEMORY = 4096;

    private int[] cells = new int[2];
    private double[] counts = new double[2];
    private int size;
    private double total;
    private long visits;

    boolean contains(int cell) {
        return indexOf(cell) >= 0;
    }

    void add(int cell) {
        int at = indexOf(cell);
        if (at < 0) {
            if (size == cells.length) {
                cells = Arrays.copyOf(cells, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            at = size++;
            cells[at] = cell;
        }
        if (total >= MEMORY) {
            for (int i = 0; i < size; i++) {
                counts[i] *= .5;
            }
            total *= .5;
        }
        counts[at]++;
        total++;
        visits++;
    }

    /** How many cells it led to. */
    int size() {
        return size;
    }

    int cell(int i) {
        return cells[i];
    }

    /** Share of the visits that led to the {@code i}-th cell. */
    double share(int i) {
        return counts[i] / total;
    }

    long visits() {
        return visits;
    }

    private int indexOf(int cell) {
        for (int i = 0; i < size; i++) {
            if (cells[i] == cell) {
                return i;
            }
        }
        return -1;
    }
}

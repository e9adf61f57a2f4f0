package io.granger.rl.bandit;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Those features of a model that were other than 0 in a row it learnt, in their order. What it knows of the others is its prior, so they
 * need no place in its arrays and take no part in its arithmetic. Immutable, safe from any thread.
 */
final class ActiveFeatures {

    private final int dimension;
    private final int[] active;
    private final int[] others;

    private ActiveFeatures(int dimension, IntPredicate isActive) {
        this.dimension = dimension;
        this.active = IntStream.range(0, dimension).filter(isActive).toArray();
        this.others = IntStream.range(0, dimension).filter(isActive.negate()).toArray();
    }

    /** None of so many. */
    static ActiveFeatures none(int dimension) {
        return new ActiveFeatures(dimension, i -> false);
    }

    /** Each of so many. */
    static ActiveFeatures all(int dimension) {
        return new ActiveFeatures(dimension, i -> true);
    }

    /** These and all that are not 0 in {@code x}. */
    ActiveFeatures with(double[] x) {
        return new ActiveFeatures(dimension, i -> place(i) >= 0 || x[i] != 0);
    }

    /** Of these the ones at such places. */
    ActiveFeatures only(IntPredicate isKept) {
        return new ActiveFeatures(dimension, i -> place(i) >= 0 && isKept.test(place(i)));
    }

    /** The same of so many features. */
    ActiveFeatures of(int wide) {
        return new ActiveFeatures(wide, i -> place(i) >= 0);
    }

    int size() {
        return active.length;
    }

    /** Where a feature is among these; below 0 where it is not. */
    int place(int feature) {
        return Arrays.binarySearch(active, feature);
    }

    /** Whether all others are 0 in {@code x}. */
    boolean cover(double[] x) {
        for (int other : others) {
            if (x[other] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Writes these features of {@code x} to the first places of {@code into}. */
    void pick(double[] x, double[] into) {
        for (int i = 0; i < active.length; i++) {
            into[i] = x[active[i]];
        }
    }

    /** These features of {@code x}. */
    double[] pick(double[] x) {
        double[] picked = new double[active.length];
        pick(x, picked);
        return picked;
    }

    /** These features of each row. */
    double[][] pickEach(double[][] rows) {
        double[][] picked = new double[rows.length][];
        Arrays.setAll(picked, row -> pick(rows[row]));
        return picked;
    }

    /** All features: these as they are in {@code picked}, the others as in {@code elsewhere}. */
    double[] spread(double[] picked, double[] elsewhere) {
        double[] all = Arrays.copyOf(elsewhere, dimension);
        for (int i = 0; i < active.length; i++) {
            all[active[i]] = picked[i];
        }
        return all;
    }

    /** Sum of {@code x_i y_i} over the others. */
    double dotOfOthers(double[] x, double[] y) {
        double sum = 0;
        for (int other : others) {
            sum += x[other] * y[other];
        }
        return sum;
    }

    /** Sum of {@code x_i^2 y_i} over the others. */
    double squareOfOthers(double[] x, double[] y) {
        double sum = 0;
        for (int other : others) {
            sum += x[other] * x[other] * y[other];
        }
        return sum;
    }

    /**
     * A matrix over these features as one over others of as many.
     *
     * @param diagonal of all features: what there is where a feature was not among these; beside it there are zeros
     */
    double[][] rearranged(double[][] m, ActiveFeatures to, double[] diagonal) {
        double[][] rearranged = SymmetricRows.diagonal(to.pick(diagonal));
        for (int i = 0; i < rearranged.length; i++) {
            int row = place(to.active[i]);
            for (int j = 0; j <= i && row >= 0; j++) {
                int column = place(to.active[j]);
                if (column >= 0) {
                    rearranged[i][j] = m[row][column];
                }
            }
        }
        return rearranged;
    }
}

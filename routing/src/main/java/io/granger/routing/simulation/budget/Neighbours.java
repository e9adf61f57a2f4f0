package io.granger.routing.simulation.budget;

import io.granger.rl.forest.RegressionForest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which seen tasks a task is like: the leaves of a forest, and with a small weight tasks of all kinds. */
final class Neighbours {
    private static final int MOST_ALIKE = 70;
    private static final int LEAST_OTHERS = 40;
    private static final int MOST_OTHERS = 100;
    /** Least weight on tasks of all kinds: what is left of a plan when everything alike has failed. */
    private static final double LEAST_WEIGHT_OF_OTHERS = 0.1;
    /** Rows an arm needs before likeness is believed more than the mean of all tasks. */
    private static final double ROWS_AN_ARM = 5;

    private final RegressionForest forest;
    private final int[] others;
    private final double weightOfOthers;

    /**
     * Neighbours by a forest.
     *
     * @param badness of each arm at each row against the mean of the arms there, what the forest was grown for
     */
    Neighbours(RegressionForest forest, double[][] badness) {
        this.forest = forest;
        this.weightOfOthers = Math.clamp(ROWS_AN_ARM * badness[0].length / forest.rows(), LEAST_WEIGHT_OF_OTHERS, 1);
        int most = (int) Math.round(LEAST_OTHERS + weightOfOthers * (MOST_OTHERS - LEAST_OTHERS));
        this.others = representatives(badness, most);
    }

    /**
     * Rows of all kinds in proportion: in the order of the best arm and of how far it is ahead, one from the middle of each of as
     * many equal parts. Rows drawn at random would hold none or three of those few at which all is won or lost.
     */
    static int[] representatives(double[][] badness, int most) {
        int[] best = Arrays.stream(badness).mapToInt(Neighbours::least).toArray();
        int[] ordered = IntStream.range(0, best.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer row) -> best[row])
                        .thenComparingDouble(row -> badness[row][best[row]]))
                .mapToInt(Integer::intValue)
                .toArray();
        int parts = Math.min(most, ordered.length);
        return IntStream.range(0, parts)
                .map(part -> ordered[(int) ((part + 0.5) * ordered.length / parts)])
                .sorted()
                .toArray();
    }

    private static int least(double[] values) {
        int least = 0;
        for (int i = 1; i < values.length; i++) {
            least = values[i] < values[least] ? i : least;
        }
        return least;
    }

    /** The prospect of a task by its features. */
    Prospect of(double[] features, int arms) {
        return prospect(forest.weights(features), others, arms);
    }

    /** The prospect of a seen task as if it had not been seen. */
    Prospect ofUnseen(int row, int arms) {
        int[] rest = Arrays.stream(others).filter(other -> other != row).toArray();
        return prospect(forest.outOfBagWeights(row), rest, arms);
    }

    private Prospect prospect(double[] weights, int[] others, int arms) {
        int[] alike = IntStream.range(0, weights.length)
                .filter(row -> weights[row] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .limit(MOST_ALIKE)
                .mapToInt(Integer::intValue)
                .toArray();
        double alikeMass = Arrays.stream(alike).mapToDouble(row -> weights[row]).sum();
        int[] rows = Arrays.copyOf(alike, alike.length + others.length);
        System.arraycopy(others, 0, rows, alike.length, others.length);
        double[] mixed = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            mixed[i] = i < alike.length
                    ? (1 - weightOfOthers) * weights[rows[i]] / alikeMass
                    : weightOfOthers / others.length;
        }
        return Prospect.fresh(rows, mixed, arms);
    }
}

package io.granger.routing.simulation;

import java.util.Arrays;

/** Policies to measure others by; two of them look at rewards nobody could know. */
final class Yardstick {
    private Yardstick() {}

    /** Every arm equally often. */
    static TablePolicy random(RecordedTable table) {
        double[] even = new double[table.arms().size()];
        Arrays.fill(even, 1.0 / even.length);
        return unteachable(row -> even);
    }

    /** The one arm that is best over the whole table, known beforehand. */
    static TablePolicy bestFixed(RecordedTable table, double lambda) {
        double[] sums = new double[table.arms().size()];
        for (int row = 0; row < table.rows(); row++) {
            for (int arm = 0; arm < sums.length; arm++) {
                sums[arm] += table.net(row, arm, lambda);
            }
        }
        double[] base = certain(sums);
        return unteachable(row -> base);
    }

    /** The best arm of each row, known beforehand. */
    static TablePolicy oracle(RecordedTable table, double lambda) {
        double[] values = new double[table.arms().size()];
        return unteachable(row -> {
            for (int arm = 0; arm < values.length; arm++) {
                values[arm] = table.net(row, arm, lambda);
            }
            return certain(values);
        });
    }

    /**
     * What routes without learning from features: the better of two distinct arms drawn evenly, by mean reward so far. Arms never
     * tried count as the best, so that each is tried.
     */
    static TablePolicy heuristic(RecordedTable table) {
        int arms = table.arms().size();
        double[] sums = new double[arms];
        int[] counts = new int[arms];
        return new TablePolicy() {
            @Override
            public double[] probabilities(int row) {
                double[] means = new double[arms];
                for (int arm = 0; arm < arms; arm++) {
                    means[arm] = counts[arm] == 0 ? Double.MAX_VALUE : sums[arm] / counts[arm];
                }
                return twoChoices(means);
            }

            @Override
            public void learn(int row, int arm, double reward) {
                sums[arm] += reward;
                counts[arm]++;
            }
        };
    }

    /** {@code 2 (n - rank) / (n (n - 1))}; arms that tie share the probability of their ranks. */
    private static double[] twoChoices(double[] values) {
        int n = values.length;
        double[] base = new double[n];
        for (int i = 0; i < n; i++) {
            int better = 0;
            int same = 0;
            for (double value : values) {
                better += value > values[i] ? 1 : 0;
                same += value == values[i] ? 1 : 0;
            }
            base[i] = n == 1 ? 1 : 2 * (n - better - (same + 1) / 2.0) / (n * (n - 1.0));
        }
        return base;
    }

    private static double[] certain(double[] values) {
        int best = 0;
        for (int arm = 1; arm < values.length; arm++) {
            best = values[arm] > values[best] ? arm : best;
        }
        double[] base = new double[values.length];
        base[best] = 1;
        return base;
    }

    private interface OfRow {
        double[] probabilities(int row);
    }

    private static TablePolicy unteachable(OfRow of) {
        return new TablePolicy() {
            @Override
            public double[] probabilities(int row) {
                return of.probabilities(row);
            }

            @Override
            public void learn(int row, int arm, double reward) {
                // knows all it ever will
            }
        };
    }
}

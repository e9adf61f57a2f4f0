package io.granger.routing.simulation;

import java.util.List;

/**
 * Recorded outcomes of every arm on every row: what a simulation plays against. The arrays are not copied, do not change them.
 *
 * @param features what is known of a row before an arm is chosen; each has as many rows as {@code rewards}
 * @param arms names, unique, at least one
 * @param rewards by row, then arm, in [0, 1]
 * @param costs by row, then arm, finite and at least 0; no rows at all when nothing is known of costs
 */
@SuppressWarnings("ArrayRecordComponent") // read once a round; nobody compares tables
public record RecordedTable(List<FeatureColumn> features, List<String> arms, double[][] rewards, double[][] costs) {

    /** Refuses tables that are ragged or out of range. */
    public RecordedTable {
        features = List.copyOf(features);
        arms = List.copyOf(arms);
        if (arms.isEmpty() || arms.stream().distinct().count() != arms.size()) {
            throw new IllegalArgumentException("arms must be unique and at least 1, are " + arms);
        }
        for (FeatureColumn feature : features) {
            if (feature.size() != rewards.length) {
                throw new IllegalArgumentException(
                        "feature " + feature.name() + " must have " + rewards.length + " rows, has " + feature.size());
            }
        }
        if (costs.length != 0 && costs.length != rewards.length) {
            throw new IllegalArgumentException(
                    "costs must be for " + rewards.length + " rows, are for " + costs.length);
        }
        requireWithin("reward", rewards, arms.size(), 1);
        requireWithin("cost", costs, arms.size(), Double.MAX_VALUE);
    }

    /** How many rows it has. */
    public int rows() {
        return rewards.length;
    }

    /** Reward of an arm on a row after {@code lambda} times its cost. */
    public double net(int row, int arm, double lambda) {
        return costs.length == 0 ? rewards[row][arm] : rewards[row][arm] - lambda * costs[row][arm];
    }

    private static void requireWithin(String name, double[][] values, int width, double most) {
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != width) {
                throw new IllegalArgumentException(
                        name + "s of row " + row + " must be " + width + ", are " + values[row].length);
            }
            for (double value : values[row]) {
                if (!(value >= 0 && value <= most)) {
                    throw new IllegalArgumentException(
                            name + " must be in [0, " + most + "], is " + value + " in row " + row);
                }
            }
        }
    }
}

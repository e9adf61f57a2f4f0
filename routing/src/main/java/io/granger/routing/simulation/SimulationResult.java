package io.granger.routing.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one policy made of one pass over a table.
 *
 * @param seed of the order, where rows were shuffled, and of every draw
 * @param meanReward mean reward after costs
 * @param lastThirdReward the same over the last third of the rows
 * @param regret mean over the rows of the best arm of that row minus the chosen one, after costs
 * @param progressiveLoss 1 - mean reward before costs
 * @param shares share of the rows that went to each arm, in the table's order
 * @param roundsPerSecond choosing and learning
 */
public record SimulationResult(
        String policy,
        long seed,
        double meanReward,
        double lastThirdReward,
        double regret,
        double progressiveLoss,
        Map<String, Double> shares,
        double roundsPerSecond) {

    /** Keeps the order of the shares. */
    public SimulationResult {
        shares = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }
}

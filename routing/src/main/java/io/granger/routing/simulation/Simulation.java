package io.granger.routing.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * One pass of a policy over a recorded table with bandit feedback: it sees a row's features, its arm is drawn from the
 * probabilities it gives, it is told that arm's reward and never another's. Immutable; safe from any thread.
 *
 * @param table what is played
 * @param lambda a reward loses {@code lambda} times its cost; finite, at least 0
 * @param nanos a clock in nanoseconds, for {@link SimulationResult#roundsPerSecond()} only
 */
public record Simulation(RecordedTable table, double lambda, LongSupplier nanos) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Refuses a weight of costs that is out of range. */
    public Simulation {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lambda must be finite and at least 0, is " + lambda);
        }
    }

    /** The rows shuffled by {@link Random} with this seed, as the published protocols do. */
    public static int[] shuffled(int rows, long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Plays the rows in this order.
     *
     * @param name of the policy, for the result
     * @param seed of the draws
     * @param watcher is told every round
     */
    public SimulationResult play(
            String name, TablePolicy policy, long seed, int[] order, Consumer<SimulatedRound> watcher) {
        SeededDraws draws = new SeededDraws(seed);
        int arms = table.arms().size();
        int lastThird = order.length - (order.length + 2) / 3;
        int[] chosen = new int[arms];
        double net = 0;
        double late = 0;
        double gross = 0;
        double best = 0;
        long spent = 0;
        for (int round = 0; round < order.length; round++) {
            int row = order[round];
            double draw = draws.uniform(Integer.toString(round), name);
            long from = nanos.getAsLong();
            double[] probabilities = policy.probabilities(row);
            int arm = pick(probabilities, draw);
            double reward = table.net(row, arm, lambda);
            // told while the probabilities are still those of this round
            spent += nanos.getAsLong() - from;
            watcher.accept(new SimulatedRound(round, row, probabilities, draw, arm, reward));
            from = nanos.getAsLong();
            policy.learn(row, arm, reward);
            spent += nanos.getAsLong() - from;
            chosen[arm]++;
            net += reward;
            late += round >= lastThird ? reward : 0;
            gross += table.rewards()[row][arm];
            best += best(row);
        }
        int n = order.length;
        return new SimulationResult(
                name,
                seed,
                net / n,
                late / (n - lastThird),
                (best - net) / n,
                1 - gross / n,
                shares(chosen, n),
                n * NANOS_PER_SECOND / Math.max(1, spent));
    }

    /** The arm a draw falls on: inverse cumulative distribution, arms in order; never one of probability 0. */
    static int pick(double[] probabilities, double draw) {
        double cumulated = 0;
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                cumulated += probabilities[i];
                last = i;
                if (draw < cumulated) {
                    return i;
                }
            }
        }
        return last;
    }

    private double best(int row) {
        double best = Double.NEGATIVE_INFINITY;
        for (int arm = 0; arm < table.arms().size(); arm++) {
            best = Math.max(best, table.net(row, arm, lambda));
        }
        return best;
    }

    private Map<String, Double> shares(int[] chosen, int rounds) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int arm = 0; arm < chosen.length; arm++) {
            shares.put(table.arms().get(arm), chosen[arm] / (double) rounds);
        }
        return shares;
    }
}

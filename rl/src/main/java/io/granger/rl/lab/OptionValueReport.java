package io.granger.rl.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Option values learnt from random primitive steps in the scattering four rooms, beside those of dynamic programming.
 *
 * @param steps learnt from
 * @param seed of the steps
 * @param largestError over every cell and every option that may start there
 * @param values by cell, then by option
 */
public record OptionValueReport(int steps, long seed, double largestError, List<Value> values) {

    /** Copies the list. */
    public OptionValueReport {
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param row of the cell the option starts in
     * @param column of that cell
     */
    public record Value(int row, int column, String option, double learnt, double exact) {}

    /** Whether an agent can learn option values from random primitive actions at all. */
    public static boolean isFor(AgentKind kind) {
        return kind == AgentKind.INTRA || kind == AgentKind.AUTO;
    }

    /** Learns with the means of one of the agents {@link #isFor} names. */
    public static OptionValueReport of(AgentKind kind, int steps, long seed) {
        OptionValueRun.Method method = switch (kind) {
            case INTRA -> OptionValueRun.Method.INTRA_Q;
            case AUTO -> OptionValueRun.Method.WORLD_MODEL;
            default ->
                throw new IllegalArgumentException(
                        "agent must be intra or auto to learn from random primitive actions, is " + kind);
        };
        World world = FourRooms.scatteringWorld(FourRooms.EAST_HALLWAY);
        double[][] exact = OptionValueRun.exact(world);
        double[][] learnt = OptionValueRun.learn(world, method, steps, new Random(seed));
        List<Value> values = new ArrayList<>();
        for (int s = 0; s < exact.length; s++) {
            for (int o = 0; o < exact[s].length; o++) {
                if (!Double.isNaN(exact[s][o])) {
                    values.add(new Value(
                            FourRooms.row(s),
                            FourRooms.column(s),
                            world.options().get(o).name(),
                            learnt[s][o],
                            exact[s][o]));
                }
            }
        }
        return new OptionValueReport(steps, seed, ExactOptions.largestError(learnt, exact), values);
    }
}

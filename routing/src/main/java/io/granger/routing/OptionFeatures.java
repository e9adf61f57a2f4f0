package io.granger.routing;

import java.util.List;

/** What describes a chain option or a recovery option, layout {@code o1}. Each feature is finite and clipped. */
public final class OptionFeatures {
    /** Its place in the order the heuristic prefers, from 0. */
    public static final int ORDER = 0;
    /** How many steps it has. */
    public static final int STEPS = 1;
    /** Over its steps, the worst of the best candidates' success rates. */
    public static final int WORST_SUCCESS = 2;
    /** The sum of the best candidates' mean latencies, by what the task should take. */
    public static final int LATENCY = 3;
    /** The sum of the lowest declared costs, by the task's reference. */
    public static final int COST = 4;
    /** Over its steps, the worst of the lowest loads. */
    public static final int WORST_LOAD = 5;
    /** 1 when it starts again from the task's input. */
    public static final int RESTART = 6;

    /** The names, in order. */
    public static final List<String> NAMES =
            List.of("order", "steps", "worst-success", "latency", "cost", "worst-load", "restart");

    private static final double LIMIT = 1000;

    private OptionFeatures() {}

    /** The features as one array. */
    public static float[] of(
            int order, int steps, double worstSuccess, double latency, double cost, double worstLoad, boolean restart) {
        float[] features = new float[NAMES.size()];
        features[ORDER] = order;
        features[STEPS] = steps;
        features[WORST_SUCCESS] = clipped(worstSuccess);
        features[LATENCY] = clipped(latency);
        features[COST] = clipped(cost);
        features[WORST_LOAD] = clipped(worstLoad);
        features[RESTART] = restart ? 1 : 0;
        return features;
    }

    private static float clipped(double value) {
        // a comparison with NaN is false, so it becomes 0
        return value > 0 ? (float) Math.min(LIMIT, value) : 0;
    }
}

package io.granger.examples.demo;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One arm in numbers. NaN where nothing was there to count.
 *
 * @param completed share of tasks that completed
 * @param quality mean rating of the tasks that have one
 * @param p50Ms half of the completed tasks took no longer
 * @param p95Ms 95 % of the completed tasks took no longer
 * @param cost mean cost of a task
 * @param reward mean reward of a task
 */
record ArmSummary(double completed, double quality, double p50Ms, double p95Ms, double cost, double reward) {

    /** The measures by their names in the report, in its order. */
    static final List<Measure> MEASURES = List.of(
            new Measure("completed", ArmSummary::completed),
            new Measure("quality", ArmSummary::quality),
            new Measure("p50Ms", ArmSummary::p50Ms),
            new Measure("p95Ms", ArmSummary::p95Ms),
            new Measure("cost", ArmSummary::cost),
            new Measure("reward", ArmSummary::reward));

    /** One column of the report. */
    record Measure(String name, Function<ArmSummary, Double> value) {}

    static ArmSummary of(List<Measured> tasks) {
        double[] times = tasks.stream()
                .filter(Measured::completed)
                .mapToDouble(Measured::ms)
                .sorted()
                .toArray();
        return new ArmSummary(
                mean(tasks.stream()
                        .mapToDouble(task -> task.completed() ? 1 : 0)
                        .toArray()),
                mean(tasks.stream()
                        .filter(task -> task.quality().isPresent())
                        .mapToDouble(task -> task.quality().getAsDouble())
                        .toArray()),
                percentile(times, .50),
                percentile(times, .95),
                mean(tasks.stream().mapToDouble(Measured::cost).toArray()),
                mean(tasks.stream().mapToDouble(Measured::reward).toArray()));
    }

    private static double mean(double[] values) {
        return values.length == 0 ? Double.NaN : Arrays.stream(values).sum() / values.length;
    }

    /** Nearest rank: the smallest value that at least this share of all does not exceed. */
    static double percentile(double[] ascending, double share) {
        if (ascending.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * ascending.length);
        return ascending[Math.max(0, rank - 1)];
    }
}

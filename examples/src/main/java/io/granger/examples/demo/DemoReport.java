package io.granger.examples.demo;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the demo says at its end, as JSON in the shape of CONTRACT section 4 and as a table.
 *
 * @param decisions decisions in the store after the last task closed
 * @param experienceRows their rows
 * @param recovered tasks that completed after a step of theirs had failed, over both arms
 */
record DemoReport(Comparison comparison, long decisions, long experienceRows, long recovered) {

    JsonObject toJson() {
        JsonObject differences = new JsonObject();
        comparison
                .differences()
                .forEach((name, interval) -> differences.put(
                        name,
                        new JsonObject()
                                .put("mean", number(interval.mean()))
                                .put("low", number(interval.low()))
                                .put("high", number(interval.high()))));
        return new JsonObject()
                .put("tasks", comparison.tasks())
                .put("heuristic", arm(comparison.heuristic()))
                .put("learned", arm(comparison.learned()))
                .put("difference", differences)
                .put("decisions", decisions)
                .put("experienceRows", experienceRows)
                .put("recovered", recovered);
    }

    private static JsonObject arm(ArmSummary summary) {
        JsonObject json = new JsonObject();
        ArmSummary.MEASURES.forEach(
                measure -> json.put(measure.name(), number(measure.value().apply(summary))));
        return json;
    }

    /** JSON has no NaN: what could not be counted is null. */
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }

    String toTable() {
        StringBuilder table = new StringBuilder();
        row(table, "", "heuristic", "learned", "difference", "95 % interval");
        for (ArmSummary.Measure measure : ArmSummary.MEASURES) {
            Interval interval =
                    java.util.Objects.requireNonNull(comparison.differences().get(measure.name()));
            row(
                    table,
                    measure.name(),
                    shown(measure, measure.value().apply(comparison.heuristic())),
                    shown(measure, measure.value().apply(comparison.learned())),
                    shown(measure, interval.mean()),
                    shown(measure, interval.low()) + " to " + shown(measure, interval.high()));
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "%d documents in each arm, %d decisions, %d experience rows, %d tasks recovered after a failed step%n"
                                + "The seed fixes order, faults and bootstrap draws; times are the wall clock's and vary, and what is learnt with them.%n",
                        comparison.tasks(),
                        decisions,
                        experienceRows,
                        recovered))
                .toString();
    }

    private static void row(StringBuilder table, String... cells) {
        table.append(String.format(Locale.ROOT, "%-12s %12s %12s %12s   %s%n", (Object[]) cells));
    }

    private static String shown(ArmSummary.Measure measure, double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return measure.name().endsWith("Ms")
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}

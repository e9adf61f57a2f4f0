package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granger.rl.lab.FourRooms;
import io.granger.rl.lab.LabRun;
import io.granger.rl.lab.OptionValueReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the runs of the lab came to, for a person or a program.
 *
 * @param taxi whether the world is taxi
 * @param goalChange episode from which the goal was another
 * @param reports of option values, one a run or none at all
 */
record LabPage(boolean taxi, OptionalInt goalChange, List<LabRun> runs, List<OptionValueReport> reports) {
    private static final int LAST = 100;

    LabPage {
        runs = List.copyOf(runs);
        reports = List.copyOf(reports);
    }

    ObjectNode json() {
        ObjectNode page = Json.object();
        ArrayNode all = page.putArray("runs");
        for (int i = 0; i < runs.size(); i++) {
            LabRun run = runs.get(i);
            ObjectNode one = all.addObject().put("seed", run.seed());
            ArrayNode steps = one.putArray("steps");
            ArrayNode returns = one.putArray("returns");
            IntStream.of(run.steps()).forEach(steps::add);
            for (double r : run.returns()) {
                returns.add(r);
            }
            run.stepsToOptimum()
                    .ifPresentOrElse(s -> one.put("stepsToOptimum", s), () -> one.putNull("stepsToOptimum"));
            one.put("optimum", run.optimum());
            if (!reports.isEmpty()) {
                one.put("largestError", reports.get(i).largestError());
            }
        }
        page.put("optimum", optimum());
        if (!reports.isEmpty()) {
            ArrayNode values = page.putArray("values");
            for (OptionValueReport.Value value : reports.getFirst().values()) {
                values.addObject()
                        .put("row", value.row())
                        .put("column", value.column())
                        .put("option", value.option())
                        .put("value", value.learnt())
                        .put("exact", value.exact());
            }
        }
        return page;
    }

    List<String> lines(String agent) {
        List<String> lines = new ArrayList<>();
        if (runs.getFirst().steps().length > 0) {
            lines.addAll(taxi ? taxiLines() : fourRoomsLines());
            String unit = taxi ? "mean return over all starts" : "expected steps";
            lines.add(agent + "; optimum: " + number(optimum()) + " " + unit);
        }
        if (!reports.isEmpty()) {
            lines.addAll(valueLines());
        }
        return lines;
    }

    /** Where each seed has a goal of its own the optimum is that of a goal drawn afresh; a run's own stands beside it. */
    private double optimum() {
        return goalChange.isPresent()
                ? FourRooms.stepsToSouthEastGoal()
                : runs.getFirst().optimum();
    }

    private List<String> fourRoomsLines() {
        Table table = new Table("seed", "first 10", "last 100 before", "10 to 50 after", "last 100", "optimum");
        for (LabRun run : runs) {
            table.row(row(Long.toString(run.seed()), List.of(run), number(run.optimum())));
        }
        double optimum = runs.stream().mapToDouble(LabRun::optimum).average().orElse(Double.NaN);
        return table.row(row("mean", runs, number(optimum))).lines();
    }

    private String[] row(String name, List<LabRun> of, String optimum) {
        int n = of.getFirst().steps().length;
        int change = goalChange.orElse(n);
        boolean hasChange = goalChange.isPresent() && change < n;
        return new String[] {
            name,
            mean(of, 0, 10),
            hasChange ? mean(of, Math.max(0, change - LAST), change) : "-",
            hasChange ? mean(of, change + 10, change + 50) : "-",
            mean(of, Math.max(0, n - LAST), n),
            optimum
        };
    }

    private static String mean(List<LabRun> runs, int from, int to) {
        OptionalDouble mean = runs.stream()
                .mapToDouble(run -> run.meanSteps(from, to))
                .filter(m -> !Double.isNaN(m))
                .average();
        return mean.isPresent() ? number(mean.getAsDouble()) : "-";
    }

    private List<String> taxiLines() {
        Table table = new Table("seed", "episodes", "steps", "steps to the optimum", "last 100 returns");
        for (LabRun run : runs) {
            String reached = run.stepsToOptimum().isPresent()
                    ? Integer.toString(run.stepsToOptimum().getAsInt())
                    : "not reached";
            int n = run.returns().length;
            double last = IntStream.range(Math.max(0, n - LAST), n)
                    .mapToDouble(i -> run.returns()[i])
                    .average()
                    .orElse(Double.NaN);
            int steps = IntStream.of(run.steps()).sum();
            table.row(Long.toString(run.seed()), Integer.toString(n), Integer.toString(steps), reached, number(last));
        }
        return table.lines();
    }

    private List<String> valueLines() {
        List<String> lines = new ArrayList<>();
        OptionValueReport first = reports.getFirst();
        Table table = new Table("row", "column", "option", "learnt", "exact");
        for (OptionValueReport.Value value : first.values()) {
            if (value.row() == 1 && value.column() == 1) {
                table.row("1", "1", value.option(), sixDigits(value.learnt()), sixDigits(value.exact()));
            }
        }
        lines.addAll(table.lines());
        lines.add("");
        lines.add("largest error over " + first.values().size() + " values after " + first.steps()
                + " random primitive steps; --json has every value:");
        for (OptionValueReport report : reports) {
            lines.add("seed " + report.seed() + "  " + sixDigits(report.largestError()));
        }
        return lines;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String sixDigits(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}

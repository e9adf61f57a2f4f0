package io.granger.routing.simulation.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small tables whose answers can be worked out by hand. */
final class Tables {
    static final double NEVER = Double.POSITIVE_INFINITY;

    private Tables() {}

    static BudgetTask task(double... finishMs) {
        return new BudgetTask(new double[] {0}, finishMs, 0, 0);
    }

    static BudgetTable of(double budgetMs, BudgetTask... tasks) {
        int arms = tasks[0].finishMs().length;
        return new BudgetTable(List.of("a", "b", "c", "d").subList(0, arms), List.of(tasks), budgetMs);
    }

    /**
     * Tasks at which one arm of two takes 600 of 1,000 ms and the other never ends, so that there is no time for both; the first
     * feature says which.
     */
    static BudgetTable toldByFeature(int tasks, double featureMs) {
        SplittableRandom random = new SplittableRandom(3);
        List<BudgetTask> list = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            boolean first = i % 5 < 3;
            double told = first ? random.nextDouble() : 2 + random.nextDouble();
            double[] times = first ? new double[] {600, NEVER} : new double[] {NEVER, 600};
            list.add(new BudgetTask(new double[] {told, random.nextDouble()}, times, i % 4, featureMs));
        }
        return new BudgetTable(List.of("a", "b"), list, 1000);
    }

    static List<Episode> seen(BudgetTable table) {
        return table.tasks().stream()
                .map(task -> Episode.ofRecorded(task, table.budgetMs()))
                .toList();
    }
}

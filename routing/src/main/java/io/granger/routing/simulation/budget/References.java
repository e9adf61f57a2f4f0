package io.granger.routing.simulation.budget;

import java.util.List;

/**
 * What a table allows: the best single arm and the best arm of each task, both known only afterwards.
 *
 * @param best the arm with the least mean penalised time; the first of those that tie
 * @param oracle the quickest arm of each task
 */
public record References(Reference best, Reference oracle) {

    /**
     * A reference and what it reaches.
     *
     * @param arm number of the arm, -1 for the oracle
     * @param par10Ms mean penalised time
     * @param solved tasks done within the budget
     */
    public record Reference(int arm, double par10Ms, int solved) {}

    /** The references of a table. */
    public static References of(BudgetTable table) {
        Reference best = ofArm(table, 0);
        for (int arm = 1; arm < table.armCount(); arm++) {
            Reference other = ofArm(table, arm);
            best = other.par10Ms() < best.par10Ms() ? other : best;
        }
        double[] quickest = table.tasks().stream()
                .mapToDouble(task -> task.quickestMs(table.budgetMs()))
                .toArray();
        return new References(best, reference(table, -1, quickest));
    }

    private static Reference ofArm(BudgetTable table, int arm) {
        List<BudgetTask> tasks = table.tasks();
        double[] times = tasks.stream()
                .mapToDouble(task -> task.finishMs(arm, table.budgetMs()))
                .toArray();
        return reference(table, arm, times);
    }

    private static Reference reference(BudgetTable table, int arm, double[] times) {
        double total = 0;
        int solved = 0;
        for (double ms : times) {
            boolean done = ms < Double.POSITIVE_INFINITY;
            total += done ? ms : table.penaltyMs();
            solved += done ? 1 : 0;
        }
        return new Reference(arm, total / times.length, solved);
    }
}

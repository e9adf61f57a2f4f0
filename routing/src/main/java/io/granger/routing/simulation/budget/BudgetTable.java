package io.granger.routing.simulation.budget;

import java.util.HashSet;
import java.util.List;

/**
 * Recorded tasks and the budget each has.
 *
 * @param arms names of the arms, at least one, no two the same
 * @param tasks in the order they come, at least one, each with a time for every arm and as many features as the others
 * @param budgetMs milliseconds a task may take in all, above 0
 */
public record BudgetTable(List<String> arms, List<BudgetTask> tasks, double budgetMs) {

    /** Refuses tables that are empty, ragged or without a budget. */
    public BudgetTable {
        arms = List.copyOf(arms);
        tasks = List.copyOf(tasks);
        if (arms.isEmpty() || new HashSet<>(arms).size() < arms.size()) {
            throw new IllegalArgumentException("arms must be at least one and differ, are " + arms);
        }
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("tasks must be at least one, are none");
        }
        if (!(budgetMs > 0 && budgetMs < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("budgetMs must be finite and above 0, is " + budgetMs);
        }
        int features = tasks.get(0).features().length;
        for (int i = 0; i < tasks.size(); i++) {
            BudgetTask task = tasks.get(i);
            if (task.finishMs().length != arms.size() || task.features().length != features) {
                throw new IllegalArgumentException("task " + i + " has " + task.finishMs().length + " times and "
                        + task.features().length + " features; the table has " + arms.size() + " arms and task 0 "
                        + features + " features");
            }
        }
    }

    /** Number of arms. */
    public int armCount() {
        return arms.size();
    }

    /** The penalised time of what an arm left unsolved: ten budgets. */
    public double penaltyMs() {
        return 10 * budgetMs;
    }
}

package io.granger.routing.simulation.budget;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a policy made of a table.
 *
 * @param solved tasks done within the budget
 * @param par10Ms mean penalised time: the time of a task that was done, ten budgets for one that was not
 * @param gapClosed {@code (best - x) / (best - oracle)} of the penalised times; absent when the best single arm is the oracle
 * @param recovered share done among the tasks that the arm started first could not do within the budget and another could; absent
 *     when there is none
 */
public record BudgetScore(int solved, double par10Ms, OptionalDouble gapClosed, OptionalDouble recovered) {

    static BudgetScore of(BudgetTable table, List<Episode> episodes) {
        References references = References.of(table);
        double par10 = 0;
        int solved = 0;
        int recoverable = 0;
        int recovered = 0;
        for (int i = 0; i < episodes.size(); i++) {
            Episode episode = episodes.get(i);
            BudgetTask task = table.tasks().get(i);
            par10 += episode.solved() ? episode.elapsedMs() : table.penaltyMs();
            solved += episode.solved() ? 1 : 0;
            if (firstArmCouldNot(episode, task, table.budgetMs())) {
                recoverable++;
                recovered += episode.solved() ? 1 : 0;
            }
        }
        double mean = par10 / episodes.size();
        double best = references.best().par10Ms();
        return new BudgetScore(
                solved, mean, ratio(best - mean, best - references.oracle().par10Ms()), ratio(recovered, recoverable));
    }

    private static OptionalDouble ratio(double part, double whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
    }

    private static boolean firstArmCouldNot(Episode episode, BudgetTask task, double budgetMs) {
        int first = episode.firstArm();
        return first >= 0
                && Double.isInfinite(task.finishMs(first, budgetMs))
                && task.quickestMs(budgetMs) < Double.POSITIVE_INFINITY;
    }
}

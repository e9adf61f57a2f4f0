package io.granger.routing.simulation.budget;

import java.util.Arrays;

/**
 * What was seen of a task, and nothing else: which arms ran for how long, and which one finished.
 *
 * <p>The arrays are owned by the episode once given and must not be changed.
 *
 * @param looked whether the features were paid for
 * @param features the features, all NaN unless looked at
 * @param featureMs what looking cost, 0 unless looked
 * @param finishMs time each arm took, infinity where none was seen to finish
 * @param ranMs the longest each arm was seen to run without finishing, 0 where it never started or finished
 * @param firstArm the arm started first, -1 when the features ate the budget
 * @param solved whether an arm finished within the budget
 * @param elapsedMs time spent in all, at most the budget
 */
@SuppressWarnings("ArrayRecordComponent") // read in inner loops; nobody compares them
public record Episode(
        boolean looked,
        double[] features,
        double featureMs,
        double[] finishMs,
        double[] ranMs,
        int firstArm,
        boolean solved,
        double elapsedMs) {

    /** Everything about a recorded task, as if each arm had been run for the whole budget. */
    static Episode ofRecorded(BudgetTask task, double budgetMs) {
        double[] finish = new double[task.finishMs().length];
        Arrays.setAll(finish, arm -> task.finishMs(arm, budgetMs));
        double[] ran = Arrays.stream(finish)
                .map(ms -> Double.isInfinite(ms) ? budgetMs : 0)
                .toArray();
        return new Episode(true, task.features(), task.featureMs(), finish, ran, -1, false, 0);
    }

    /** Lets an agent work at a task until it is done or the budget is spent. */
    static Episode played(BudgetAgent agent, BudgetTask task, double budgetMs) {
        return new EpisodePlay(agent, task, budgetMs).play();
    }

    /** Whether anything is known of the arm. */
    boolean tried(int arm) {
        return ranMs[arm] > 0 || finishMs[arm] < Double.POSITIVE_INFINITY;
    }
}

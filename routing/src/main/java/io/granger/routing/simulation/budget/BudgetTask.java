package io.granger.routing.simulation.budget;

import java.util.Arrays;

/**
 * A recorded task: what each arm would have taken for it.
 *
 * <p>The arrays are owned by the task once given and must not be changed.
 *
 * @param features numbers known of the task once they are paid for; NaN is missing
 * @param finishMs milliseconds each arm takes, infinity when it never finishes
 * @param fold which part of a cross-validation it belongs to; any number
 * @param featureMs what looking at the features costs, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // read in inner loops; nobody compares them
public record BudgetTask(double[] features, double[] finishMs, int fold, double featureMs) {

    /** Refuses times that are negative or not a number. */
    public BudgetTask {
        for (double ms : finishMs) {
            requireTime("finishMs", ms);
        }
        requireTime("featureMs", featureMs);
        if (Double.isInfinite(featureMs)) {
            throw new IllegalArgumentException("featureMs must be finite, is " + featureMs);
        }
    }

    /** Milliseconds until the arm finishes, infinity when that is never or after the budget. */
    double finishMs(int arm, double budgetMs) {
        return finishMs[arm] <= budgetMs ? finishMs[arm] : Double.POSITIVE_INFINITY;
    }

    /** The time of the quickest arm, infinity when none finishes within the budget. */
    double quickestMs(double budgetMs) {
        double quickest = Arrays.stream(finishMs).min().orElse(Double.POSITIVE_INFINITY);
        return quickest <= budgetMs ? quickest : Double.POSITIVE_INFINITY;
    }

    private static void requireTime(String name, double ms) {
        if (!(ms >= 0)) {
            throw new IllegalArgumentException(name + " must be at least 0, is " + ms);
        }
    }
}

package io.granger.rl.network;

/**
 * What one step of training did.
 *
 * @param outcome whether the weights moved
 * @param loss before the step, mean over the batch
 * @param gradientNorm before it was clipped
 */
public record StepReport(Outcome outcome, double loss, double gradientNorm) {

    /** Whether the weights moved, and why not. */
    public enum Outcome {
        /** They moved. */
        APPLIED,
        /** There is not enough experience yet; nothing was computed. */
        NOT_READY,
        /** Loss or gradient was not finite: the weights are what they were before. */
        REFUSED
    }

    static final StepReport NOT_READY = new StepReport(Outcome.NOT_READY, 0, 0);

    /** Whether the weights moved. */
    public boolean isApplied() {
        return outcome == Outcome.APPLIED;
    }
}

package io.granger.hub.task;

import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.Level;
import io.granger.task.StepOutcome;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the hub must do because of an event. */
public sealed interface TaskEffect {

    /** Decide at this level, or say that nothing is eligible. */
    record Ask(Level level) implements TaskEffect {}

    /** Send the call of the standing step, once the decision behind it is durable. */
    record Send(ActiveStep step) implements TaskEffect {}

    /** Write the row of a step decision. */
    record CloseStep(
            ActiveStep.Call call,
            Optional<StepOutcome> outcome,
            long durationMs,
            boolean terminated,
            boolean truncated,
            Cause cause)
            implements TaskEffect {}

    /** Write the row of an option or recovery decision; the task's outcome is present where the task ends by it. */
    record CloseOption(
            Decision decision,
            int k,
            long durationMs,
            Optional<TaskOutcome> outcome,
            boolean terminated,
            boolean truncated,
            Cause cause)
            implements TaskEffect {}

    /** Have a step's output rated, without delaying the task. */
    record Verify(String stepId, String decisionId, String capability, Payload input, Payload output)
            implements TaskEffect {}

    /** The task stands still and must be woken. */
    record Park(Waiting waiting) implements TaskEffect {}

    /** An answer nobody waits for any more. */
    record LateAnswer(String attemptId, StepOutcome outcome) implements TaskEffect {}

    /** Something worth telling: a step ended, the task ended. */
    record Tell(String kind) implements TaskEffect {}

    /**
     * How the whole task went.
     *
     * @param success whether it completed
     * @param elapsedMs from acceptance to end
     * @param quality mean over the steps, where known
     * @param cost summed over all calls, where any spoke said one
     */
    record TaskOutcome(boolean success, long elapsedMs, OptionalDouble quality, OptionalDouble cost) {}
}

package io.granger.hub.task;

import io.granger.task.Chain;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known of a task between two events. Immutable; only {@link TaskMachine} makes the next one.
 *
 * @param spec what was asked for
 * @param status where it stands
 * @param epoch raised at every takeover, from 1
 * @param nextSeq number of the next decision in this epoch
 * @param nextStep number of the next step
 * @param input the client's input
 * @param data input of the next step: the task's input or the whole output of the last completed step
 * @param dataType media type of {@code data}
 * @param done labels of the steps completed or skipped since the last restart of a chain, in order
 * @param steps every attempt so far
 * @param failedChains ids of chain options that ended in a failed step
 * @param plan what is left of the chain that stands or was interrupted, the failed step first
 * @param chain the chain that was chosen last, whole
 * @param policy who chose it
 * @param standing the option being followed
 * @param step the step it stands at
 * @param waiting what it waits for; present exactly when the status is {@code WAITING}
 * @param lastFailure the failure that a recovery is about, cleared by the next success
 * @param costTotal summed cost of all calls
 * @param recovered whether any recovery option was followed
 * @param end how it ended; present exactly when the status is terminal
 */
public record TaskState(
        TaskSpec spec,
        TaskStatus status,
        int epoch,
        int nextSeq,
        int nextStep,
        Payload input,
        Payload data,
        String dataType,
        List<String> done,
        List<StepRecord> steps,
        Set<String> failedChains,
        Chain plan,
        Chain chain,
        String policy,
        Optional<StandingOption> standing,
        Optional<ActiveStep> step,
        Optional<Waiting> waiting,
        Optional<StepFailure> lastFailure,
        double costTotal,
        boolean recovered,
        Optional<TaskEnd> end) {

    /** Nothing left, nothing chosen. */
    public static final Chain NO_CHAIN = new Chain(List.of());

    public TaskState {
        done = List.copyOf(done);
        steps = List.copyOf(steps);
        failedChains = Set.copyOf(failedChains);
        if (status.isTerminal() != end.isPresent()) {
            throw new IllegalArgumentException("status " + status + " and end " + end + " contradict each other");
        }
        if ((status == TaskStatus.WAITING) != waiting.isPresent()) {
            throw new IllegalArgumentException(
                    "status " + status + " and waiting " + waiting + " contradict each other");
        }
    }

    /** A task that was just accepted. */
    public static TaskState accepted(TaskSpec spec, Payload input) {
        return new TaskState(
                spec,
                TaskStatus.ACCEPTED,
                1,
                1,
                1,
                input,
                input,
                spec.taskType(),
                List.of(),
                List.of(),
                Set.of(),
                NO_CHAIN,
                NO_CHAIN,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Optional.empty());
    }

    /** The id of its next decision. */
    public String nextDecisionId() {
        return spec.taskId() + "." + epoch + "-" + nextSeq;
    }

    /** The id of the step with this number. */
    public String stepId(int number) {
        return spec.taskId() + "." + number;
    }

    /** The result, once completed. */
    public Optional<Payload> result() {
        return status == TaskStatus.COMPLETED ? Optional.of(data) : Optional.empty();
    }

    /** One sentence: what it waits for, or why it ended without completing. */
    public String why() {
        return waiting.map(Waiting::why)
                .or(() -> end.flatMap(TaskEnd::error).map(TaskError::message))
                .orElseGet(() -> switch (status) {
                    case ACCEPTED -> "accepted, no chain chosen yet";
                    case RUNNING ->
                        step.flatMap(ActiveStep::call)
                                .map(c -> "waits for the answer of " + c.candidate() + " (" + c.instance() + ")")
                                .orElse("between two steps");
                    default -> "completed";
                });
    }
}

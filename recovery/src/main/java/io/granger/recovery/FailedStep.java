package io.granger.recovery;

import io.granger.registry.CandidateView;
import io.granger.routing.CandidateEntry;
import io.granger.routing.ChainOption;
import io.granger.routing.TaskReference;
import io.granger.task.FailureClass;
import java.util.List;
import java.util.Optional;

/**
 * A step that failed, and what is left.
 *
 * @param failureClass why it failed
 * @param retryable whether the spoke, or the hub for it, says that another try may help
 * @param unsafe whether the spoke that failed has unsafe effects
 * @param optional whether the step may be skipped
 * @param attempts how often the step was tried, at least 1
 * @param maxAttempts how often it may be tried
 * @param budgetLeft whether the {@link RetryBudget} has a retry left
 * @param elsewhereLeft whether the budget of calls to other spokes after a failure has one left
 * @param same the candidate that failed, from {@code StepCandidates.best}, when it could be called again
 * @param other the best candidate not tried yet, from {@code StepCandidates.best}
 * @param chains the chains the task could go on with or start again, in the order the heuristic prefers
 * @param reroutes the entries of these chains
 * @param reference what the task should take and may cost
 */
public record FailedStep(
        FailureClass failureClass,
        boolean retryable,
        boolean unsafe,
        boolean optional,
        int attempts,
        int maxAttempts,
        boolean budgetLeft,
        boolean elsewhereLeft,
        Optional<CandidateView> same,
        Optional<CandidateView> other,
        List<ChainOption> chains,
        List<CandidateEntry> reroutes,
        TaskReference reference,
        long nowMs) {
    public FailedStep {
        chains = List.copyOf(chains);
        reroutes = List.copyOf(reroutes);
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, are " + attempts);
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, is " + maxAttempts);
        }
        if (chains.size() != reroutes.size()) {
            throw new IllegalArgumentException(
                    "there must be one entry for each of " + chains.size() + " chains, are " + reroutes.size());
        }
    }

    /** Whether another try of the same call may help. */
    public boolean canHeal() {
        // what is wrong with the input stays wrong
        return retryable && failureClass != FailureClass.INVALID_INPUT;
    }

    /** Whether an unsafe effect may or may not have happened, so that it must not be tried again by anybody. */
    public boolean wouldRepeatUnsafe() {
        return unsafe && (failureClass == FailureClass.TIMEOUT || failureClass == FailureClass.UNAVAILABLE);
    }
}

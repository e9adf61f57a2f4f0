package io.granger.hub.verticle;

import io.granger.hub.config.RetryConfig;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.StepFailure;
import io.granger.hub.task.TaskState;
import io.granger.recovery.Backoff;
import io.granger.recovery.FailedStep;
import io.granger.recovery.RecoveryOption;
import io.granger.recovery.RecoveryOptions;
import io.granger.recovery.RetryBudget;
import io.granger.registry.CandidateView;
import io.granger.routing.CandidateEntry;
import io.granger.routing.ChainOption;
import io.granger.routing.Decision;
import io.granger.routing.Draws;
import io.granger.task.FailureClass;
import java.util.List;
import java.util.Optional;

/** The candidates of a recovery decision, and what the chosen one means. Owner thread only. */
final class RecoveryChoice {
    private final Backoff backoff;
    private final RetryBudget budget;
    private final RetryBudget elsewhere;
    private final int maxAttempts;
    private final Draws draws;

    /**
     * Choices on budgets.
     *
     * @param budget of retries, as a share of first attempts
     * @param elsewhere of calls to other spokes after a failure, as a share of steps that were done: while most are done
     *     a failed one may go anywhere, and when nothing works the load is not multiplied
     */
    RecoveryChoice(Backoff backoff, RetryBudget budget, RetryBudget elsewhere, int maxAttempts, Draws draws) {
        this.backoff = backoff;
        this.budget = budget;
        this.elsewhere = elsewhere;
        this.maxAttempts = maxAttempts;
        this.draws = draws;
    }

    /** As configured; calls elsewhere are as many as steps that were done. */
    static RecoveryChoice of(RetryConfig retry, Draws draws) {
        return new RecoveryChoice(
                new Backoff(Math.max(1, retry.backoffMs()), Math.max(1, retry.backoffMaxMs())),
                new RetryBudget(retry.budgetShare(), RetryBudget.MINIMUM_DEFAULT),
                new RetryBudget(1, RetryBudget.MINIMUM_DEFAULT),
                retry.maxAttempts(),
                draws);
    }

    /** A step was sent for the first time: the retry budget grows. */
    void firstAttempt(long nowMs) {
        budget.firstAttempt(nowMs);
    }

    /** A step was done: the budget of calls elsewhere grows. */
    void stepSucceeded(long nowMs) {
        elsewhere.firstAttempt(nowMs);
    }

    List<CandidateEntry> entries(
            TaskState task,
            List<ChainOption> chains,
            List<CandidateEntry> reroutes,
            Optional<CandidateView> same,
            Optional<CandidateView> other,
            boolean isUnsafe,
            long nowMs) {
        var step = task.step().orElseThrow();
        var failure = task.lastFailure().orElse(new StepFailure(FailureClass.INTERNAL, "the step was given up", false));
        return RecoveryOptions.entries(new FailedStep(
                failure.failureClass(),
                failure.retryable(),
                isUnsafe,
                step.spec().optional(),
                Math.max(1, step.attempt() - 1),
                maxAttempts,
                budget.hasLeft(nowMs),
                elsewhere.hasLeft(nowMs),
                same,
                other,
                chains,
                reroutes,
                Chooser.reference(task),
                nowMs));
    }

    RecoveryOption chosen(Decision decision, ActiveStep step, List<ChainOption> chains, long nowMs) {
        long backoffMs =
                backoff.delayMs(Math.max(1, step.attempt() - 1), draws.uniform(decision.decisionId(), Draws.BACKOFF));
        var option = RecoveryOptions.option(decision.chosenEntry().id(), chains, backoffMs);
        switch (option) {
            case RecoveryOption.Retry retry -> budget.take(nowMs);
            case RecoveryOption.Substitute substitute -> elsewhere.take(nowMs);
            case RecoveryOption.Reroute reroute -> elsewhere.take(nowMs);
            case RecoveryOption.Skip skip -> {}
            case RecoveryOption.Escalate escalate -> {}
        }
        return option;
    }
}

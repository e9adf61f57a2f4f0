package io.granger.hub.task;

import io.granger.registry.Dispatch;
import io.granger.routing.Decision;
import io.granger.task.StepSpec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The step a task stands at.
 *
 * @param number n of the step id
 * @param spec what the pipeline says of it
 * @param attempt the attempt under way or next, from 1
 * @param tried candidates that failed at it
 * @param same set by a retry: the only candidate allowed
 * @param call the call under way; empty while none is
 */
public record ActiveStep(
        int number, StepSpec spec, int attempt, Set<String> tried, Optional<String> same, Optional<Call> call) {

    public ActiveStep {
        if (number < 1 || attempt < 1) {
            throw new IllegalArgumentException("number and attempt start at 1, were " + number + ", " + attempt);
        }
        tried = Set.copyOf(tried);
    }

    /**
     * A call that was sent.
     *
     * @param decision the step decision it belongs to
     * @param dispatch the slot that was taken
     * @param attemptId {@code TASK.n.EPOCH-a}
     * @param sentAtMs epoch milliseconds
     * @param isUnsafe whether repeating it after an unknown outcome could do harm
     */
    public record Call(Decision decision, Dispatch dispatch, String attemptId, long sentAtMs, boolean isUnsafe) {
        /** The instance that was called. */
        public String instance() {
            return dispatch.instance();
        }

        /** The lease of that instance. */
        public String spokeId() {
            return dispatch.spokeId();
        }

        /** The chosen candidate's id. */
        public String candidate() {
            return decision.chosenEntry().id();
        }
    }

    static ActiveStep first(int number, StepSpec spec) {
        return new ActiveStep(number, spec, 1, Set.of(), Optional.empty(), Optional.empty());
    }

    ActiveStep called(Call made) {
        return new ActiveStep(number, spec, attempt, tried, same, Optional.of(made));
    }

    /** After a failed call: the candidate counts as tried, no call is under way. */
    ActiveStep failedOn(String candidate) {
        var all = new HashSet<>(tried);
        all.add(candidate);
        return new ActiveStep(number, spec, attempt + 1, all, Optional.of(candidate), Optional.empty());
    }

    /** For a call to any other candidate beside the one under way. */
    public ActiveStep elsewhere(String candidate) {
        var all = new HashSet<>(tried);
        all.add(candidate);
        return new ActiveStep(number, spec, attempt, all, Optional.empty(), Optional.empty());
    }

    /** For another try on any untried candidate. */
    public ActiveStep anywhere() {
        return new ActiveStep(number, spec, attempt, tried, Optional.empty(), Optional.empty());
    }

    /** For another try on any candidate, those that failed included. */
    ActiveStep forgiven() {
        return new ActiveStep(number, spec, attempt, Set.of(), Optional.empty(), Optional.empty());
    }

    /** For a try from the beginning, as after a takeover: nothing counts against any candidate. */
    ActiveStep afresh() {
        return new ActiveStep(number, spec, attempt + 1, Set.of(), Optional.empty(), Optional.empty());
    }
}

package io.granger.hub.verticle;

import io.granger.hub.task.TaskEffect;
import io.granger.hub.task.TaskState;
import io.granger.routing.ExperienceRow;
import java.util.Map;
import java.util.stream.Collectors;

/** What follows from tasks' turns outside the tasks: slots that came free, meters, the pace of admission, ratings. Owner thread only. */
final class Aftermath implements TaskRunner.AfterTurn {
    private final HubMetrics metrics;
    private final PolicySignals signals;
    private final RolloutWatch watch;
    private FreedSlots freedSlots;
    private Admission admission;
    private Verifier verifier;
    private Outcomes outcomes;
    private TaskRunner runner;

    @SuppressWarnings("NullAway.Init") // the rest is told of tasks that run, and needs what runs them
    Aftermath(HubMetrics metrics, PolicySignals signals, RolloutWatch watch) {
        this.metrics = metrics;
        this.signals = signals;
        this.watch = watch;
    }

    /** Who else hears of turns; before the first one. */
    void with(FreedSlots slots, Admission admitting, Verifier verifying, Outcomes outcomesOfRows, TaskRunner tasks) {
        freedSlots = slots;
        admission = admitting;
        verifier = verifying;
        outcomes = outcomesOfRows;
        runner = tasks;
    }

    @Override
    public void freed(Turn turn) {
        freedSlots.of(turn);
    }

    @Override
    public boolean committing() {
        return admission.committing();
    }

    @Override
    public void committed() {
        admission.committed();
    }

    @Override
    public void stored(TaskState state, Turn turn) {
        metrics.stored(state, turn);
        signals.stored(turn);
        if (state.status().isTerminal()) {
            admission.ended();
        }
        watch.stored(state, turn);
        if (turn.verifications.isEmpty()) {
            return;
        }
        var rows = turn.rows.stream().collect(Collectors.toMap(r -> r.decision().decisionId(), r -> r));
        turn.verifications.forEach(wanted -> verify(state, wanted, rows));
    }

    private void verify(TaskState state, TaskEffect.Verify wanted, Map<String, ExperienceRow> rows) {
        var row = rows.get(wanted.decisionId());
        if (row != null) {
            verifier.rate(
                    state.spec(), wanted, (rated, quality) -> outcomes.verified(row, rated.stepId(), quality, runner));
        }
    }
}

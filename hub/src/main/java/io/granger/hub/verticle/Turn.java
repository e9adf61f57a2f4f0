package io.granger.hub.verticle;

import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEffect;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.util.ArrayList;
import java.util.List;

/** What one event brought about and must become durable together, and what may happen only after that. */
final class Turn {
    // Most of these stay empty in most turns: none takes room before it is needed.
    final List<ExperienceRow> rows = new ArrayList<>(0);
    final List<OutcomeRow> outcomes = new ArrayList<>(0);
    final List<ActiveStep> sends = new ArrayList<>(0);
    final List<TaskEffect.Verify> verifications = new ArrayList<>(0);
    final List<String> freed = new ArrayList<>(0);
    final List<String> settled = new ArrayList<>(0);
    final List<String> tells = new ArrayList<>(0);

    /** Nothing but a call that may be sent once the cluster has confirmed whose task it is. */
    static Turn sending(ActiveStep step) {
        var turn = new Turn();
        turn.sends.add(step);
        return turn;
    }

    /** The same for another try to make it durable; what its calls held was given back already. */
    Turn again() {
        var again = new Turn();
        again.rows.addAll(rows);
        again.outcomes.addAll(outcomes);
        again.sends.addAll(sends);
        again.verifications.addAll(verifications);
        again.tells.addAll(tells);
        return again;
    }
}

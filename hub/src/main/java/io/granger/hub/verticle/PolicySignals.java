package io.granger.hub.verticle;

import io.granger.hub.task.TaskEvent;
import io.granger.routing.LearnedRouter;
import io.granger.routing.Signals;

/** Feeds the {@link Signals} with what happens here, and knows how old the policy is. Owner thread only. */
public final class PolicySignals {
    private final Signals signals = new Signals();
    private final Learner learner;

    PolicySignals(Learner learner) {
        this.learner = learner;
    }

    /** A decision was made, or nothing was eligible. */
    void decided(TaskEvent event) {
        switch (event) {
            case TaskEvent.ChainChosen e -> signals.decided(e.decision());
            case TaskEvent.StepChosen e -> signals.decided(e.decision());
            case TaskEvent.RecoveryChosen e -> signals.decided(e.decision());
            default -> {}
        }
    }

    /** A turn became durable: its rows count. */
    void stored(Turn turn) {
        for (var row : turn.rows) {
            if (learner.policyOf(row.decision().pipeline()).orElse(null) instanceof LearnedRouter policy) {
                signals.closed(row, policy);
            }
        }
    }

    /** What they came to. */
    public Signals figures() {
        return signals;
    }

    /** How long ago the policy that serves last learnt something; NaN where it never did. */
    public double ageSeconds(long nowMs) {
        return learner.ageSeconds(nowMs);
    }
}

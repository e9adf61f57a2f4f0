package io.granger.hub.train;

import io.granger.rl.FeatureHash;
import io.granger.routing.ExperienceRow;

/**
 * Which rows training does not see, so that evaluation can: all those of a share of the tasks, told by a hash of the task's id, which
 * is the same in every snapshot, and all those that closed after the last row of the training.
 *
 * @param share of tasks, in [0, 1)
 * @param untilMs when the last row that training was given closed
 */
record SetAside(double share, long untilMs) {
    private static final long SEED = FeatureHash.raw("set aside ");
    private static final double UNIT = 0x1p-53;

    /** Whether training does not learn from this task. */
    boolean holds(String taskId) {
        return (FeatureHash.of(SEED, taskId) >>> 11) * UNIT < share;
    }

    /** Whether a policy trained so may be judged by this row: it never saw it. */
    boolean judges(LoggedRow logged) {
        ExperienceRow row = logged.row();
        return !logged.isImported()
                && (row.closedAtMs() > untilMs || holds(row.decision().taskId()));
    }
}

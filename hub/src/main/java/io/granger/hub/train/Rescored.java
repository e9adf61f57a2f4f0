package io.granger.hub.train;

import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.StateLayout;
import io.granger.task.Preset;

/** A logged row as a learner is given it: outcomes joined, and rewards scored under the preset that is trained for. */
final class Rescored {
    private Rescored() {}

    /** The row under its own preset. */
    static ExperienceRow of(LoggedRow logged) {
        return of(logged, logged.row().decision().preset());
    }

    /** The row under another preset, whose weights then also stand at the end of the state. */
    static ExperienceRow of(LoggedRow logged, Preset preset) {
        ExperienceRow row = logged.row();
        double[] targets = logged.targets();
        boolean isStep = row.decision().level() == Level.STEP;
        double reward = isStep || row.terminated() ? logged.reward(preset) : 0;
        return new ExperienceRow(
                decision(row.decision(), preset),
                row.instance(),
                row.k(),
                row.durationMs(),
                row.parts(),
                reward,
                targets,
                row.nextState(),
                row.nextLayout(),
                row.terminated(),
                row.truncated(),
                row.cause(),
                row.closedAtMs());
    }

    private static Decision decision(Decision d, Preset preset) {
        if (preset == d.preset()) {
            return d;
        }
        float[] state = d.state().clone();
        double[] weights = preset.weights();
        for (int i = 0; i < StateLayout.TAIL; i++) {
            state[state.length - StateLayout.TAIL + i] = (float) weights[i];
        }
        return new Decision(
                d.decisionId(),
                d.taskId(),
                d.epoch(),
                d.seq(),
                d.level(),
                d.atMs(),
                d.pipeline(),
                d.capability(),
                d.optionId(),
                d.layout(),
                state,
                d.candidates(),
                d.chosen(),
                d.propensity(),
                d.draw(),
                d.seedId(),
                d.policy(),
                d.revision(),
                d.floor(),
                d.mode(),
                d.arm(),
                d.heuristic(),
                d.heuristicChoice(),
                d.shadow(),
                d.fallback(),
                preset,
                d.turn());
    }
}

package io.granger.hub;

import io.granger.routing.Decision;

/** Copies of decisions under another id. */
final class Decisions {
    private Decisions() {}

    static Decision copy(Decision d, String decisionId) {
        return new Decision(
                decisionId,
                d.taskId(),
                d.epoch(),
                d.seq(),
                d.level(),
                d.atMs(),
                d.pipeline(),
                d.capability(),
                d.optionId(),
                d.layout(),
                d.state(),
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
                d.preset(),
                d.turn());
    }
}

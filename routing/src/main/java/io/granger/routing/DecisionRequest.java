package io.granger.routing;

import java.util.Optional;

/**
 * What a {@link DecisionMaker} is asked to decide, and under which mode.
 *
 * @param optionId the option that stands now, or empty
 * @param situation what the routers see
 * @param mode the routing mode in force
 * @param arm the side of the rollout the task is on; {@link Arm#NONE} in modes heuristic and shadow
 */
public record DecisionRequest(
        String decisionId,
        String taskId,
        int epoch,
        int seq,
        Level level,
        long atMs,
        String pipeline,
        Optional<String> capability,
        String optionId,
        Situation situation,
        RoutingMode mode,
        Arm arm) {
    public DecisionRequest {
        if (level != situation.level()) {
            throw new IllegalArgumentException(
                    "level must be that of the situation, " + situation.level() + ", is " + level);
        }
        boolean rollout = mode == RoutingMode.CANARY || mode == RoutingMode.RL;
        if (rollout == (arm == Arm.NONE)) {
            throw new IllegalArgumentException(
                    "arm must be none exactly in modes heuristic and shadow, is " + arm + " in " + mode);
        }
        if (level == Level.STEP && capability.isEmpty()) {
            throw new IllegalArgumentException("a step decision must name its capability, " + decisionId + " does not");
        }
    }
}

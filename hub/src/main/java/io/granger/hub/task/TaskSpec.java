package io.granger.hub.task;

import io.granger.routing.Arm;
import io.granger.routing.RoutingMode;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What was asked for, fixed when the task is accepted.
 *
 * @param taskId made by the hub, time-ordered
 * @param pipeline the recipe as it stood at submission
 * @param taskType media type of the input
 * @param inputBytes size of the input as JSON text
 * @param features declared features that were given: {@code Double} or {@code String}
 * @param priority 1 (first) to 5
 * @param key the client's key, the unit of assignment to an arm; the task id where absent
 * @param preset weights of the reward
 * @param heuristicOnly whether the client asked for heuristic routing
 * @param only names of the only spokes allowed; empty allows all
 * @param avoid names of spokes that must not be used
 * @param maxCost bound on the summed cost
 * @param createdAtMs epoch milliseconds
 * @param deadlineAtMs absolute, epoch milliseconds
 * @param expectedMs what the first chain was declared to take; scale of the latency part
 * @param referenceCost what the dearest chain was declared to cost; scale of the cost part
 * @param mode routing mode in force at acceptance
 * @param arm assigned by key; {@code NONE} outside canary and rl
 * @param retryOf the task this one repeats
 */
public record TaskSpec(
        String taskId,
        Pipeline pipeline,
        String taskType,
        long inputBytes,
        Map<String, Object> features,
        int priority,
        Optional<String> key,
        Preset preset,
        boolean heuristicOnly,
        Set<String> only,
        Set<String> avoid,
        OptionalDouble maxCost,
        long createdAtMs,
        long deadlineAtMs,
        double expectedMs,
        OptionalDouble referenceCost,
        RoutingMode mode,
        Arm arm,
        Optional<String> retryOf) {

    public TaskSpec {
        if (priority < 1 || priority > 5) {
            throw new IllegalArgumentException("priority must be in 1..5, was " + priority);
        }
        if (deadlineAtMs <= createdAtMs) {
            throw new IllegalArgumentException(
                    "deadlineAtMs must be after createdAtMs " + createdAtMs + ", was " + deadlineAtMs);
        }
        if (!(expectedMs > 0)) {
            throw new IllegalArgumentException("expectedMs must be positive, was " + expectedMs);
        }
        features = Map.copyOf(features);
        only = Set.copyOf(only);
        avoid = Set.copyOf(avoid);
    }

    /** The unit of assignment to an arm. */
    public String assignmentKey() {
        return key.orElse(taskId);
    }
}

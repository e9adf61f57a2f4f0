package io.granger.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a task stands in its recipe.
 *
 * @param taskType of the task's input
 * @param type of the data now
 * @param done labels of the steps completed or skipped, in order, of the chain it is on
 * @param failedChains {@link ChainOption#chainId()} of each chain in which a step failed for good
 * @param afterFailure a step just failed, and the question is what to do instead
 * @param failedCapability the capability of that step
 */
public record TaskPosition(
        String taskType,
        String type,
        List<String> done,
        Set<String> failedChains,
        boolean afterFailure,
        Optional<String> failedCapability) {
    public TaskPosition {
        done = List.copyOf(done);
        failedChains = Set.copyOf(failedChains);
    }

    /** A task that has not begun. */
    public static TaskPosition start(String type) {
        return new TaskPosition(type, type, List.of(), Set.of(), false, Optional.empty());
    }
}

package io.granger.routing;

import io.granger.registry.RegistrySnapshot;
import java.util.List;
import java.util.Set;

/**
 * For which chain options entries are wanted.
 *
 * @param options in the order the heuristic prefers
 * @param taskType of the task's input, where restarts begin
 * @param type of the data now
 * @param only spoke names the task allows; empty allows all
 * @param avoid spoke names the task asks to avoid
 * @param unsafeDone capabilities of completed steps whose effects are unsafe
 * @param reference what the task should take and may cost
 */
public record ChainRequest(
        List<ChainOption> options,
        String taskType,
        String type,
        Set<String> only,
        Set<String> avoid,
        Set<String> unsafeDone,
        TaskReference reference,
        RegistrySnapshot registry,
        long nowMs) {
    public ChainRequest {
        options = List.copyOf(options);
        only = Set.copyOf(only);
        avoid = Set.copyOf(avoid);
        unsafeDone = Set.copyOf(unsafeDone);
    }
}

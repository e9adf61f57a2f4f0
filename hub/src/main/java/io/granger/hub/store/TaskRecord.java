package io.granger.hub.store;

import io.granger.routing.Decision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is stored of one task.
 *
 * @param taskId the task's id, at most 64 characters
 * @param pipeline name of its pipeline
 * @param state the contract's word for its state
 * @param createdAtMs when it was accepted
 * @param finishedAtMs when it reached a terminal state; empty while it is open
 * @param input its input as JSON text; written by the insert, never by an update
 * @param body the state itself
 * @param data output of the last completed step as JSON text; empty leaves the stored one as it is
 * @param open decisions that are open now, oldest first
 */
public record TaskRecord(
        String taskId,
        String pipeline,
        String state,
        long createdAtMs,
        OptionalLong finishedAtMs,
        Optional<String> input,
        TaskBody body,
        Optional<String> data,
        List<Decision> open) {

    /** Most characters of a task id. */
    public static final int MAX_ID = 64;

    /** Refuses a blank or overlong id, a blank pipeline and a blank state. */
    public TaskRecord {
        if (taskId.isBlank() || taskId.length() > MAX_ID) {
            throw new IllegalArgumentException("taskId must have 1 to " + MAX_ID + " characters: '" + taskId + "'");
        }
        if (pipeline.isBlank()) {
            throw new IllegalArgumentException("pipeline of task " + taskId + " must not be blank");
        }
        if (state.isBlank()) {
            throw new IllegalArgumentException("state of task " + taskId + " must not be blank");
        }
        open = List.copyOf(open);
    }
}

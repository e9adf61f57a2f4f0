package io.granger.hub.verticle;

import io.granger.hub.task.TaskState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that ended last, so that a client who asks right away is answered without reading the store. Large ones are
 * left to the store. Owner thread only.
 */
final class RecentTasks {
    /** More would be copied by each collection of a hub that is busy, and for one that is not these are seconds' worth. */
    private static final int KEPT = 256;

    private static final int PAYLOAD_CHARS_MAX = 16_384;

    private final Map<String, TaskState> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TaskState> eldest) {
            return size() > KEPT;
        }
    };

    /** Keeps a durable, ended task for a while. */
    void add(TaskState state) {
        if (state.input().text().length() + state.data().text().length() <= PAYLOAD_CHARS_MAX) {
            ended.put(state.spec().taskId(), state);
        }
    }

    /** The task, if it ended a short while ago. */
    Optional<TaskState> find(String taskId) {
        return Optional.ofNullable(ended.get(taskId));
    }

    /** The store knows more of this task now. */
    void forget(String taskId) {
        ended.remove(taskId);
    }
}

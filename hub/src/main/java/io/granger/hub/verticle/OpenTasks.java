package io.granger.hub.verticle;

import io.granger.hub.task.TaskState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The open tasks of this hub, and those that ended a short while ago. Owner thread only but for {@link #count}. */
final class OpenTasks {
    private final Map<String, TaskSlot> slots = new HashMap<>();
    private final RecentTasks recent = new RecentTasks();
    private volatile int count;

    /** How many are open; safe from any thread. */
    int count() {
        return count;
    }

    boolean holds(String taskId) {
        return slots.containsKey(taskId);
    }

    /** The open task, or null. */
    @Nullable
    TaskSlot slot(String taskId) {
        return slots.get(taskId);
    }

    /** One more is open. */
    void add(TaskSlot slot) {
        slots.put(slot.taskId(), slot);
        count = slots.size();
    }

    /** It ended, and is remembered for a while. */
    void ended(TaskSlot slot, TaskState state) {
        remove(slot);
        recent.add(state);
    }

    /** It is another hub's, or was never accepted. */
    void drop(TaskSlot slot) {
        remove(slot);
        recent.forget(slot.taskId());
    }

    /** The store knows more of this ended task than was kept here. */
    void forget(String taskId) {
        recent.forget(taskId);
    }

    /** The durable state of a task that is open or ended a short while ago. */
    Optional<TaskState> find(String taskId) {
        var slot = slots.get(taskId);
        return slot != null && slot.isInserted ? Optional.of(slot.durable) : recent.find(taskId);
    }

    private void remove(TaskSlot slot) {
        slots.remove(slot.taskId(), slot);
        count = slots.size();
    }
}

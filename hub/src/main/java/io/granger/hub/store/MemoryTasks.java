package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks of a {@link MemoryStore}; of finished ones only the last so many are kept. Not thread-safe. */
final class MemoryTasks {

    private final int kept;

    /** In the order in which they came: a task that is put again keeps its place. */
    private final LinkedHashMap<String, TaskRecord> all = new LinkedHashMap<>();

    private final Map<String, TaskRecord> open = new LinkedHashMap<>();
    private final Deque<String> finished = new ArrayDeque<>();

    MemoryTasks(int kept) {
        this.kept = kept;
    }

    /** Refuses an insert of a known task and an update of an unknown one. */
    void check(TaskRecord task, boolean insert) {
        if (insert == all.containsKey(task.taskId())) {
            throw new StoreFailure(
                    Kind.CONFLICT,
                    "task " + task.taskId()
                            + (insert
                                    ? " cannot be inserted: it is in the store already"
                                    : " cannot be updated: it is not in the store"));
        }
    }

    void put(TaskRecord task) {
        String id = task.taskId();
        TaskRecord before = all.get(id);
        TaskRecord now = before == null ? task : updated(before, task);
        all.put(id, now);
        if (now.finishedAtMs().isEmpty()) {
            open.put(id, now);
        } else if (open.remove(id) != null || before == null) {
            finished.add(id);
            if (finished.size() > kept) {
                all.remove(finished.remove());
            }
        }
    }

    /** What was said at the insert stays; data is kept when the update brings none. */
    private static TaskRecord updated(TaskRecord before, TaskRecord task) {
        return new TaskRecord(
                before.taskId(),
                before.pipeline(),
                task.state(),
                before.createdAtMs(),
                task.finishedAtMs(),
                before.input(),
                task.body(),
                task.data().or(before::data),
                task.open());
    }

    /** Removes what finished before this time; how many there were. */
    int removeFinishedBefore(long beforeMs) {
        Set<String> old = all.values().stream()
                .filter(task -> task.finishedAtMs().orElse(Long.MAX_VALUE) < beforeMs)
                .map(TaskRecord::taskId)
                .collect(Collectors.toSet());
        all.keySet().removeAll(old);
        finished.removeAll(old);
        return old.size();
    }

    @Nullable
    TaskRecord get(String taskId) {
        return all.get(taskId);
    }

    List<TaskRecord> open() {
        return List.copyOf(open.values());
    }

    List<TaskRecord> list(TaskQuery query) {
        Stream<TaskRecord> newestFirst = all.sequencedValues().reversed().stream();
        Stream<TaskRecord> older = query.cursor().isEmpty()
                ? newestFirst
                : newestFirst
                        .dropWhile(task -> !task.taskId().equals(query.cursor().get()))
                        .skip(1);
        return older.filter(task -> query.state().map(task.state()::equals).orElse(true))
                .filter(task -> query.pipeline().map(task.pipeline()::equals).orElse(true))
                .limit(query.limit())
                .map(MemoryTasks::brief)
                .toList();
    }

    private static TaskRecord brief(TaskRecord task) {
        return new TaskRecord(
                task.taskId(),
                task.pipeline(),
                task.state(),
                task.createdAtMs(),
                task.finishedAtMs(),
                Optional.empty(),
                task.body(),
                Optional.empty(),
                List.of());
    }

    Map<String, Long> byState() {
        Map<String, Long> byState = new TreeMap<>();
        all.values().forEach(task -> byState.merge(task.state(), 1L, Long::sum));
        return byState;
    }
}

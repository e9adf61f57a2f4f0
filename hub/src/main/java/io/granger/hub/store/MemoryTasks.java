package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tasks of a {@link MemoryStore}; of finished ones only the last so many are kept. Not thread-safe. */
final class MemoryTasks {

    private final int kept;
    private final NavigableMap<Long, TaskRecord> all = new TreeMap<>();
    private final NavigableMap<Long, TaskRecord> open = new TreeMap<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Deque<Long> finished = new ArrayDeque<>();
    private long lastSeq;

    MemoryTasks(int kept) {
        this.kept = kept;
    }

    /** Refuses an insert of a known task and an update of an unknown one. */
    void check(TaskRecord task, boolean insert) {
        if (insert == seqs.containsKey(task.taskId())) {
            throw new StoreFailure(
                    Kind.CONFLICT,
                    "task " + task.taskId()
                            + (insert
                                    ? " cannot be inserted: it is in the store already"
                                    : " cannot be updated: it is not in the store"));
        }
    }

    void put(TaskRecord task) {
        long seq = seqs.computeIfAbsent(task.taskId(), id -> ++lastSeq);
        TaskRecord before = all.get(seq);
        TaskRecord now = before == null ? task : updated(before, task);
        all.put(seq, now);
        if (now.finishedAtMs().isEmpty()) {
            open.put(seq, now);
        } else if (open.remove(seq) != null || before == null) {
            finished.add(seq);
            if (finished.size() > kept) {
                remove(finished.remove());
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

    private void remove(long seq) {
        TaskRecord gone = all.remove(seq);
        if (gone != null) {
            seqs.remove(gone.taskId());
        }
    }

    /** Removes what finished before this time; how many there were. */
    int removeFinishedBefore(long beforeMs) {
        List<Long> old = all.entrySet().stream()
                .filter(entry -> entry.getValue().finishedAtMs().orElse(Long.MAX_VALUE) < beforeMs)
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(this::remove);
        finished.removeAll(old);
        return old.size();
    }

    @Nullable
    TaskRecord get(String taskId) {
        Long seq = seqs.get(taskId);
        return seq == null ? null : all.get(seq);
    }

    List<TaskRecord> open() {
        return List.copyOf(open.values());
    }

    List<TaskRecord> list(TaskQuery query) {
        NavigableMap<Long, TaskRecord> older = all;
        if (query.cursor().isPresent()) {
            Long before = seqs.get(query.cursor().get());
            older = before == null ? Collections.emptyNavigableMap() : all.headMap(before, false);
        }
        return older.descendingMap().values().stream()
                .filter(task -> query.state().map(task.state()::equals).orElse(true))
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

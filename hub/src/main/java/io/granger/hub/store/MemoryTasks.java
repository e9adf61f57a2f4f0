package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a {@link MemoryStore}: open ones as they came, of finished ones only the last so many, in a {@link Slab}. Not thread-safe.
 */
final class MemoryTasks {
    private static final int NOWHERE = -1;

    private final Map<String, Open> open = new LinkedHashMap<>();

    // By the place of a finished task: each has the one of the task that finished so many before it.
    private final Slab finished;
    private final TaskBytes bytes = new TaskBytes();
    private final @Nullable String[] states;
    private final long[] numbers;
    private final long[] finishedAtMs;

    private final PlaceIndex byId;
    private int nextPlace;
    private long came;

    /** An open task; the number says when it came. */
    private record Open(long number, TaskRecord task) {}

    /** Where a task is: at a place, or open. */
    private record Found(long number, int place, @Nullable TaskRecord open) {}

    MemoryTasks(int kept) {
        finished = new Slab(kept);
        states = new String[kept];
        numbers = new long[kept];
        finishedAtMs = new long[kept];
        byId = new PlaceIndex(kept);
    }

    private int find(String taskId) {
        for (int place : byId.places(taskId.hashCode())) {
            if (at(place).taskId().equals(taskId)) {
                return place;
            }
        }
        return NOWHERE;
    }

    /** The finished task at a place where one is. */
    private TaskRecord at(int place) {
        byte[] bytes = finished.get(place);
        if (bytes == null) {
            throw new IllegalStateException("no task finished at place " + place);
        }
        return TaskBytes.read(bytes);
    }

    /** Refuses an insert of a known task and an update of an unknown one. */
    void check(TaskRecord task, boolean insert) {
        boolean isKnown = open.containsKey(task.taskId()) || find(task.taskId()) != NOWHERE;
        if (insert == isKnown) {
            throw new StoreFailure(
                    Kind.CONFLICT,
                    "task " + task.taskId()
                            + (insert
                                    ? " cannot be inserted: it is in the store already"
                                    : " cannot be updated: it is not in the store"));
        }
    }

    void put(TaskRecord task) {
        Open before = open.get(task.taskId());
        int place = before == null ? find(task.taskId()) : NOWHERE;
        if (place != NOWHERE) {
            var again = updated(at(place), task);
            long number = numbers[place];
            remove(place);
            keep(place, number, again);
        } else if (before == null) {
            keep(NOWHERE, came++, task);
        } else {
            open.remove(task.taskId());
            keep(NOWHERE, before.number(), updated(before.task(), task));
        }
    }

    /** Keeps a task that is nowhere: a finished one here, or where the one is that finished first. */
    private void keep(int here, long number, TaskRecord task) {
        if (task.finishedAtMs().isEmpty()) {
            open.put(task.taskId(), new Open(number, task));
            return;
        }
        int place = here == NOWHERE ? nextPlace : here;
        if (here == NOWHERE) {
            nextPlace = (nextPlace + 1) % states.length;
            remove(place);
        }
        finished.put(place, bytes.of(task));
        states[place] = task.state();
        numbers[place] = number;
        finishedAtMs[place] = task.finishedAtMs().getAsLong();
        byId.add(task.taskId().hashCode(), place);
    }

    private void remove(int place) {
        if (states[place] != null) {
            states[place] = null;
            finished.remove(place);
            byId.remove(place);
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
        int removed = 0;
        for (int place = 0; place < states.length; place++) {
            if (states[place] != null && finishedAtMs[place] < beforeMs) {
                remove(place);
                removed++;
            }
        }
        return removed;
    }

    @Nullable
    TaskRecord get(String taskId) {
        Open found = open.get(taskId);
        int place = found == null ? find(taskId) : NOWHERE;
        if (place != NOWHERE) {
            return at(place);
        }
        return found == null ? null : found.task();
    }

    List<TaskRecord> open() {
        return open.values().stream().map(Open::task).toList();
    }

    /** The newest first. */
    List<TaskRecord> list(TaskQuery query) {
        long below = query.cursor().map(this::number).orElse(Long.MAX_VALUE);
        return all(query.state()).stream()
                .filter(found -> found.number() < below)
                .sorted(Comparator.comparingLong(Found::number).reversed())
                .map(found -> found.open() == null ? at(found.place()) : found.open())
                .filter(task -> query.pipeline().map(task.pipeline()::equals).orElse(true))
                .limit(query.limit())
                .map(MemoryTasks::brief)
                .toList();
    }

    /** When a task came; before all others where none is known. */
    private long number(String taskId) {
        Open found = open.get(taskId);
        int place = found == null ? find(taskId) : NOWHERE;
        if (place != NOWHERE) {
            return numbers[place];
        }
        return found == null ? Long.MIN_VALUE : found.number();
    }

    private List<Found> all(Optional<String> state) {
        List<Found> all = new ArrayList<>();
        for (int place = 0; place < states.length; place++) {
            if (states[place] != null && state.map(states[place]::equals).orElse(true)) {
                all.add(new Found(numbers[place], place, null));
            }
        }
        open.values().stream()
                .filter(one -> state.map(one.task().state()::equals).orElse(true))
                .forEach(one -> all.add(new Found(one.number(), NOWHERE, one.task())));
        return all;
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
        for (String state : states) {
            if (state != null) {
                byState.merge(state, 1L, Long::sum);
            }
        }
        open.values().forEach(one -> byState.merge(one.task().state(), 1L, Long::sum));
        return byState;
    }
}

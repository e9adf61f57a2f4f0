package io.granger.hub.simulation;

import io.granger.hub.store.Change;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.verticle.TaskRecords;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of the record of one hub, held against every change that becomes durable. */
final class RecordLaws {
    private final Trouble trouble;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> closed = new HashSet<>();

    /** A task as its last durable record had it. */
    private static final class Known {
        TaskStatus status = TaskStatus.ACCEPTED;
        Set<String> open = Set.of();
        Set<String> everOpen = new HashSet<>();
        int epoch;
        int paid;
    }

    RecordLaws(Trouble trouble) {
        this.trouble = trouble;
    }

    void durable(Change change) {
        change.rows().forEach(this::row);
        change.task().ifPresent(this::record);
    }

    private void row(ExperienceRow row) {
        var id = row.decision().decisionId();
        if (!closed.add(id)) {
            // The same row may come again while an earlier change is not known to be durable; the store keeps one, and
            // refuses another that differs.
            return;
        }
        trouble.require(!(row.terminated() && row.truncated()), "a row is terminated or truncated, not both", id);
        if (row.terminated() && row.decision().level() != Level.STEP) {
            var task = known.computeIfAbsent(row.decision().taskId(), t -> new Known());
            task.paid++;
            trouble.require(task.paid == 1, "a task is paid once", id + " pays task again");
        }
    }

    private void record(TaskRecord record) {
        var task = known.computeIfAbsent(record.taskId(), t -> new Known());
        var state = TaskRecords.state(record);
        var id = record.taskId();
        if (task.status.isTerminal()) {
            trouble.require(
                    state.status() == task.status,
                    "a task ends once",
                    id + " was " + task.status + " and is now " + state.status());
        }
        trouble.require(
                state.epoch() >= task.epoch,
                "epochs never fall",
                id + " fell from " + task.epoch + " to " + state.epoch());
        decisions(task, record);
        if (state.status() == TaskStatus.COMPLETED) {
            trouble.require(
                    task.paid == 1, "a completed task is paid", id + " completed, paid " + task.paid + " times");
        }
        if (state.status() == TaskStatus.CANCELLED) {
            trouble.require(task.paid == 0, "a cancelled task is not paid", id + " was cancelled and paid");
        }
        reasons(state);
        task.status = state.status();
        task.epoch = state.epoch();
    }

    /** What was open is open still or has its row; what is open was never closed; the ended task has nothing open. */
    private void decisions(Known task, TaskRecord record) {
        var now = new HashSet<String>();
        for (Decision decision : record.open()) {
            var id = decision.decisionId();
            now.add(id);
            trouble.require(!closed.contains(id), "a closed decision stays closed", id + " is open again");
            trouble.require(
                    task.everOpen.add(id) || task.open.contains(id),
                    "a decision is opened once",
                    id + " is opened again");
        }
        for (var id : task.open) {
            trouble.require(
                    now.contains(id) || closed.contains(id),
                    "every closed decision has its row",
                    id + " is open no more and has no row");
        }
        trouble.require(
                record.finishedAtMs().isEmpty() || now.isEmpty(),
                "an ended task has nothing open",
                record.taskId() + " ended with " + now);
        task.open = now;
    }

    private void reasons(TaskState state) {
        trouble.require(
                !state.why().isBlank(), "every task says why", state.spec().taskId() + " says nothing");
        trouble.require(
                state.status() != TaskStatus.RUNNING
                        || state.step().flatMap(s -> s.call()).isPresent(),
                "a running task has a call under way",
                state.spec().taskId() + " runs nothing: " + state.why());
    }

    /** What is durable of a task, if anything. */
    Optional<TaskStatus> status(String taskId) {
        return Optional.ofNullable(known.get(taskId)).map(task -> task.status);
    }
}

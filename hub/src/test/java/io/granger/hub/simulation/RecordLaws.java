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
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the record on one disk, held against every change that becomes durable. */
final class RecordLaws {
    private final Trouble trouble;
    private final Closed closed;
    private final Map<String, Known> known = new HashMap<>();

    /** A task as its last durable record had it. */
    private static final class Known {
        TaskStatus status = TaskStatus.ACCEPTED;
        Set<String> open = Set.of();
        Set<String> everOpen = new HashSet<>();
        int epoch;
    }

    /** The decisions of all hubs: who takes a task over closes what another has opened. */
    static final class Closed {
        private final Trouble trouble;
        private final boolean isShared;
        private final Set<String> opened = new TreeSet<>();
        private final Map<String, ExperienceRow> rows = new HashMap<>();
        private final Map<String, Set<String>> paid = new HashMap<>();

        Closed(Trouble trouble, boolean isShared) {
            this.trouble = trouble;
            this.isShared = isShared;
        }

        private void row(ExperienceRow row) {
            var id = row.decision().decisionId();
            // The same row may come again while a change before it is not known to be durable, and from who takes a
            // task
            // over; a store keeps one, and the logs of all hubs together must not have another that differs.
            var before = rows.putIfAbsent(id, row);
            trouble.require(
                    before == null || before.equals(row),
                    "a decision has one row",
                    id + " closed as " + before + " and as " + row);
            trouble.require(!(row.terminated() && row.truncated()), "a row is terminated or truncated, not both", id);
            if (row.terminated() && row.decision().level() != Level.STEP) {
                var ids = paid.computeIfAbsent(row.decision().taskId(), t -> new HashSet<>());
                ids.add(id);
                trouble.require(ids.size() == 1, "a task is paid once", "by " + ids);
            }
        }

        private int paid(String taskId) {
            return paid.getOrDefault(taskId, Set.of()).size();
        }

        void atEnd() {
            opened.removeAll(rows.keySet());
            trouble.require(opened.isEmpty(), "every closed decision has its row", opened + " have none");
        }
    }

    RecordLaws(Trouble trouble, Closed closed) {
        this.trouble = trouble;
        this.closed = closed;
    }

    void durable(Change change) {
        change.rows().forEach(closed::row);
        change.task().ifPresent(this::record);
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
                // Of two ends that of the lower epoch stands, and so it does against work that went on elsewhere.
                state.epoch() >= task.epoch || closed.isShared && state.status().isTerminal(),
                "epochs never fall",
                id + " fell from " + task.epoch + " to " + state.epoch());
        decisions(task, record);
        if (!closed.isShared) {
            payment(id, state.status());
        }
        reasons(state);
        task.status = state.status();
        task.epoch = state.epoch();
    }

    private void payment(String id, TaskStatus status) {
        boolean isRight = switch (status) {
            case COMPLETED -> closed.paid(id) == 1;
            case CANCELLED -> closed.paid(id) == 0;
            default -> true;
        };
        trouble.require(
                isRight,
                "completed tasks are paid and cancelled ones are not",
                id + " is " + status + ", paid " + closed.paid(id) + " times");
    }

    /** What was open is open still or has its row; what is open was never closed; the ended task has nothing open. */
    private void decisions(Known task, TaskRecord record) {
        var now = new HashSet<String>();
        for (Decision decision : record.open()) {
            var id = decision.decisionId();
            now.add(id);
            closed.opened.add(id);
            trouble.require(
                    task.everOpen.add(id) || task.open.contains(id),
                    "a decision is opened once",
                    id + " is opened again");
            trouble.require(
                    closed.isShared || !closed.rows.containsKey(id),
                    "a closed decision stays closed",
                    id + " is open again");
        }
        for (var id : task.open) {
            trouble.require(
                    closed.isShared || now.contains(id) || closed.rows.containsKey(id),
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
}

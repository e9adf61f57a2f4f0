package io.granger.hub.store;

import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything one event changes: it is committed whole or not at all.
 *
 * @param task the task's new record
 * @param insert whether {@code task} is new; an update of an unknown task is refused
 * @param rows decisions that close with this change
 * @param outcomes outcomes that arrived; one that is known by (decision, source, key) already changes nothing
 * @param key an idempotency key taken by this change
 * @param settings settings to write; an empty value removes the setting
 * @param audit what operators did
 * @param policies saved policies by name
 */
public record Change(
        Optional<TaskRecord> task,
        boolean insert,
        List<ExperienceRow> rows,
        List<OutcomeRow> outcomes,
        Optional<KeyRecord> key,
        Map<String, String> settings,
        List<AuditRecord> audit,
        Map<String, byte[]> policies) {

    /** A change of nothing; the start of the {@code with} methods. */
    public static final Change NONE =
            new Change(Optional.empty(), false, List.of(), List.of(), Optional.empty(), Map.of(), List.of(), Map.of());

    /** Copies the collections; refuses an insert without a task and a row whose decision id is not {@code TASK.…}. */
    public Change {
        if (insert && task.isEmpty()) {
            throw new IllegalArgumentException("a change that inserts must have a task");
        }
        rows = List.copyOf(rows);
        outcomes = List.copyOf(outcomes);
        settings = Map.copyOf(settings);
        audit = List.copyOf(audit);
        policies = Map.copyOf(policies);
        for (ExperienceRow row : rows) {
            // Rows of a task are found by this prefix, without an index of their own.
            if (!row.decision().decisionId().startsWith(row.decision().taskId() + ".")) {
                throw new IllegalArgumentException("decisionId must start with its task id and a dot: '"
                        + row.decision().decisionId() + "' of task '"
                        + row.decision().taskId() + "'");
            }
        }
    }

    /** A new task. */
    public static Change insert(TaskRecord task) {
        return new Change(
                Optional.of(task), true, List.of(), List.of(), Optional.empty(), Map.of(), List.of(), Map.of());
    }

    /** A stored task's next record. */
    public static Change update(TaskRecord task) {
        return update(task, List.of());
    }

    /** A stored task's next record with the rows of the decisions that close. */
    public static Change update(TaskRecord task, List<ExperienceRow> rows) {
        return new Change(Optional.of(task), false, rows, List.of(), Optional.empty(), Map.of(), List.of(), Map.of());
    }

    /** One outcome. */
    public static Change outcome(OutcomeRow outcome) {
        return NONE.withOutcomes(List.of(outcome));
    }

    /** Settings to write; an empty value removes the setting. */
    public static Change settings(Map<String, String> settings) {
        return NONE.withSettings(settings);
    }

    /** One saved policy. */
    public static Change policy(String name, byte[] saved) {
        return new Change(
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Map.of(name, saved));
    }

    /** This change with these rows after its own. */
    public Change withRows(List<ExperienceRow> more) {
        return new Change(task, insert, joined(rows, more), outcomes, key, settings, audit, policies);
    }

    /** This change with these outcomes after its own. */
    public Change withOutcomes(List<OutcomeRow> more) {
        return new Change(task, insert, rows, joined(outcomes, more), key, settings, audit, policies);
    }

    /** This change with an idempotency key. */
    public Change withKey(KeyRecord taken) {
        return new Change(task, insert, rows, outcomes, Optional.of(taken), settings, audit, policies);
    }

    /** This change with these settings in place of its own. */
    public Change withSettings(Map<String, String> written) {
        return new Change(task, insert, rows, outcomes, key, written, audit, policies);
    }

    /** This change with one more audit record. */
    public Change withAudit(AuditRecord record) {
        return new Change(task, insert, rows, outcomes, key, settings, joined(audit, List.of(record)), policies);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}

package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows and outcomes of a {@link MemoryStore}; the oldest rows beyond a bound go with their outcomes. Not thread-safe. */
final class MemoryExperience {

    /** The row of each seq, at the place that the row so many before it had. */
    private final @Nullable KeptRow[] rows;

    private final Map<String, KeptRow> byDecision = new HashMap<>();
    private final Map<String, List<KeptRow>> byTask = new HashMap<>();
    private final Map<String, Map<List<String>, OutcomeRow>> outcomes = new HashMap<>();
    private final Map<Level, Long> byLevel = new EnumMap<>(Level.class);
    private long lastSeq;
    private long outcomeCount;
    private long repeated;

    MemoryExperience(int kept) {
        rows = new KeptRow[kept];
    }

    /** Refuses a row that differs from the one its decision has. */
    void check(ExperienceRow row) {
        KeptRow known = byDecision.get(row.decision().decisionId());
        if (known != null && !row.equals(known.row())) {
            throw new StoreFailure(
                    Kind.CONFLICT,
                    "decision " + row.decision().decisionId() + " is closed already, with a different row");
        }
    }

    private int place(long seq) {
        return (int) (seq % rows.length);
    }

    /** Whether the row was not there. */
    boolean add(ExperienceRow row) {
        KeptRow added = new KeptRow(lastSeq + 1, row);
        if (byDecision.putIfAbsent(added.decisionId(), added) != null) {
            repeated++;
            return false;
        }
        lastSeq++;
        KeptRow oldest = rows[place(lastSeq)];
        if (oldest != null) {
            remove(oldest);
        }
        rows[place(lastSeq)] = added;
        byTask.computeIfAbsent(added.taskId(), id -> new ArrayList<>(2)).add(added);
        byLevel.merge(added.level(), 1L, Long::sum);
        return true;
    }

    /** Whether the outcome was not there. */
    boolean add(OutcomeRow outcome) {
        boolean isNew = outcomes.computeIfAbsent(outcome.decisionId(), id -> new LinkedHashMap<>())
                        .putIfAbsent(List.of(outcome.source(), outcome.key()), outcome)
                == null;
        outcomeCount += isNew ? 1 : 0;
        return isNew;
    }

    /** Nothing when it is not there any more. */
    void remove(KeptRow row) {
        String decisionId = row.decisionId();
        if (!byDecision.remove(decisionId, row)) {
            return;
        }
        rows[place(row.seq())] = null;
        byLevel.merge(row.level(), -1L, Long::sum);
        byTask.computeIfPresent(row.taskId(), (task, its) -> {
            its.remove(row);
            return its.isEmpty() ? null : its;
        });
        Map<List<String>, OutcomeRow> gone = outcomes.remove(decisionId);
        outcomeCount -= gone == null ? 0 : gone.size();
    }

    List<ExperienceRow> ofTask(String taskId) {
        return byTask.getOrDefault(taskId, List.of()).stream().map(KeptRow::row).toList();
    }

    Optional<ExperienceRow> row(String decisionId) {
        return Optional.ofNullable(byDecision.get(decisionId)).map(KeptRow::row);
    }

    List<KeptRow> after(long seq, int limit) {
        List<KeptRow> found = new ArrayList<>();
        for (long next = Math.max(seq, lastSeq - rows.length) + 1; next <= lastSeq && found.size() < limit; next++) {
            KeptRow row = rows[place(next)];
            if (row != null) {
                found.add(row);
            }
        }
        return found;
    }

    List<KeptRow> closedBefore(long beforeMs) {
        return after(0, rows.length).stream()
                .filter(row -> row.closedAtMs() < beforeMs)
                .toList();
    }

    List<OutcomeRow> outcomes(String decisionId) {
        return List.copyOf(outcomes.getOrDefault(decisionId, Map.of()).values());
    }

    Stats stats(Map<String, Long> tasksByState) {
        return new Stats(byLevel, outcomeCount, tasksByState, repeated);
    }

    int size() {
        return byDecision.size();
    }

    long lastSeq() {
        return lastSeq;
    }
}

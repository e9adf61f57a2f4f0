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
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The rows and outcomes of a {@link MemoryStore}; the oldest rows beyond a bound go with their outcomes. Not thread-safe. */
final class MemoryExperience {

    private final int kept;
    private final NavigableMap<Long, KeptRow> rows = new TreeMap<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Map<String, List<Long>> byTask = new HashMap<>();
    private final Map<String, Map<List<String>, OutcomeRow>> outcomes = new HashMap<>();
    private final Map<Level, Long> byLevel = new EnumMap<>(Level.class);
    private long lastSeq;
    private long outcomeCount;
    private long repeated;

    MemoryExperience(int kept) {
        this.kept = kept;
    }

    /** Refuses a row that differs from the one its decision has. */
    void check(ExperienceRow row) {
        Long seq = seqs.get(row.decision().decisionId());
        if (seq != null && !row.equals(at(seq).row())) {
            throw new StoreFailure(
                    Kind.CONFLICT,
                    "decision " + row.decision().decisionId() + " is closed already, with a different row");
        }
    }

    private KeptRow at(long seq) {
        return Objects.requireNonNull(rows.get(seq), "a row that is listed is kept");
    }

    /** Whether the row was not there. */
    boolean add(ExperienceRow row) {
        if (seqs.putIfAbsent(row.decision().decisionId(), lastSeq + 1) != null) {
            repeated++;
            return false;
        }
        lastSeq++;
        rows.put(lastSeq, new KeptRow(lastSeq, row));
        byTask.computeIfAbsent(row.decision().taskId(), id -> new ArrayList<>(2))
                .add(lastSeq);
        byLevel.merge(row.decision().level(), 1L, Long::sum);
        if (rows.size() > kept) {
            remove(rows.firstKey());
        }
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

    void remove(long seq) {
        KeptRow row = rows.remove(seq);
        if (row == null) {
            return;
        }
        String decisionId = row.decisionId();
        seqs.remove(decisionId);
        byLevel.merge(row.level(), -1L, Long::sum);
        byTask.computeIfPresent(row.taskId(), (task, its) -> {
            its.remove(seq);
            return its.isEmpty() ? null : its;
        });
        Map<List<String>, OutcomeRow> gone = outcomes.remove(decisionId);
        outcomeCount -= gone == null ? 0 : gone.size();
    }

    List<ExperienceRow> ofTask(String taskId) {
        List<ExperienceRow> found = new ArrayList<>();
        for (long seq : byTask.getOrDefault(taskId, List.of())) {
            found.add(at(seq).row());
        }
        return found;
    }

    Optional<ExperienceRow> row(String decisionId) {
        return Optional.ofNullable(seqs.get(decisionId)).map(this::at).map(KeptRow::row);
    }

    List<KeptRow> after(long seq, int limit) {
        List<KeptRow> found = new ArrayList<>();
        // Not as a stream: that would first count the whole rest of the map, under the lock of the store.
        for (KeptRow row : rows.tailMap(seq, false).values()) {
            if (found.size() == limit) {
                break;
            }
            found.add(row);
        }
        return found;
    }

    List<KeptRow> closedBefore(long beforeMs) {
        return rows.values().stream().filter(row -> row.closedAtMs() < beforeMs).toList();
    }

    List<OutcomeRow> outcomes(String decisionId) {
        return List.copyOf(outcomes.getOrDefault(decisionId, Map.of()).values());
    }

    Stats stats(Map<String, Long> tasksByState) {
        return new Stats(byLevel, outcomeCount, tasksByState, repeated);
    }

    int size() {
        return rows.size();
    }

    long lastSeq() {
        return lastSeq;
    }
}

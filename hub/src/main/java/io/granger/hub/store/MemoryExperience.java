package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows and outcomes of a {@link MemoryStore}; the oldest rows beyond a bound go with their outcomes. A row is kept as it came until
 * its bytes are {@linkplain #keep given}, and in a {@link Slab} from then on. Not thread-safe.
 */
final class MemoryExperience {
    private static final int NOWHERE = -1;

    // By the place of a row: each has the one that the row so many before it had.
    private final @Nullable ExperienceRow[] fresh;
    private final Slab old;
    private final @Nullable Level[] levels;
    private final long[] closedAtMs;

    /** Looked through from end to end for the rows of a task, which few ask for: an index would cost each row more. */
    private final int[] taskHashes;

    private final PlaceIndex byDecision;
    private final Map<String, Map<List<String>, OutcomeRow>> outcomes = new HashMap<>();
    private final Map<Level, Long> byLevel = new EnumMap<>(Level.class);
    private long lastSeq;
    private int size;
    private long outcomeCount;
    private long repeated;

    MemoryExperience(int kept) {
        fresh = new ExperienceRow[kept];
        old = new Slab(kept);
        levels = new Level[kept];
        closedAtMs = new long[kept];
        byDecision = new PlaceIndex(kept);
        taskHashes = new int[kept];
    }

    private int place(long seq) {
        return (int) (seq % fresh.length);
    }

    /** The last seq that has this place. */
    private long seq(int place) {
        return lastSeq - Math.floorMod(lastSeq - place, fresh.length);
    }

    /** The oldest seq that may be there still. */
    private long first() {
        return Math.max(0, lastSeq - fresh.length) + 1;
    }

    /** What is at a place; null when that is nothing. */
    private @Nullable KeptRow at(int place) {
        ExperienceRow came = fresh[place];
        if (came != null) {
            return KeptRow.of(seq(place), came);
        }
        byte[] bytes = old.get(place);
        return bytes == null ? null : KeptRow.of(seq(place), bytes);
    }

    private int find(String decisionId) {
        for (int place : byDecision.places(decisionId.hashCode())) {
            KeptRow row = at(place);
            if (row != null && row.decisionId().equals(decisionId)) {
                return place;
            }
        }
        return NOWHERE;
    }

    /** Refuses a row that differs from the one its decision has. */
    void check(ExperienceRow row) {
        String decisionId = row.decision().decisionId();
        if (row(decisionId).filter(known -> !known.equals(row)).isPresent()) {
            throw new StoreFailure(
                    Kind.CONFLICT, "decision " + decisionId + " is closed already, with a different row");
        }
    }

    /** Whether the row was not there. */
    boolean add(ExperienceRow row) {
        var decision = row.decision();
        if (find(decision.decisionId()) != NOWHERE) {
            repeated++;
            return false;
        }
        int place = place(lastSeq + 1);
        remove(place);
        lastSeq++;
        size++;
        fresh[place] = row;
        levels[place] = decision.level();
        closedAtMs[place] = row.closedAtMs();
        byDecision.add(decision.decisionId().hashCode(), place);
        taskHashes[place] = decision.taskId().hashCode();
        byLevel.merge(decision.level(), 1L, Long::sum);
        return true;
    }

    /** From now on these bytes stand for a row that is fresh still. */
    void keep(KeptRow row, byte[] bytes) {
        int place = place(row.seq());
        if (row.fresh() != null && fresh[place] == row.fresh()) {
            fresh[place] = null;
            old.put(place, ByteBuffer.wrap(bytes));
        }
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
    void remove(RowId row) {
        int place = place(row.seq());
        if (seq(place) == row.seq()) {
            remove(place);
        }
    }

    private void remove(int place) {
        Level level = levels[place];
        if (level == null) {
            return;
        }
        if (!outcomes.isEmpty()) {
            var gone = Optional.ofNullable(at(place)).map(row -> outcomes.remove(row.decisionId()));
            outcomeCount -= gone.map(Map::size).orElse(0);
        }
        byDecision.remove(place);
        byLevel.merge(level, -1L, Long::sum);
        fresh[place] = null;
        old.remove(place);
        levels[place] = null;
        size--;
    }

    List<ExperienceRow> ofTask(String taskId) {
        int hash = taskId.hashCode();
        List<KeptRow> found = new ArrayList<>();
        for (int place = 0; place < taskHashes.length; place++) {
            KeptRow kept = taskHashes[place] == hash ? at(place) : null;
            if (kept != null) {
                found.add(kept);
            }
        }
        return found.stream()
                .sorted(Comparator.comparingLong(KeptRow::seq))
                .map(KeptRow::row)
                .filter(row -> row.decision().taskId().equals(taskId))
                .toList();
    }

    Optional<ExperienceRow> row(String decisionId) {
        int place = find(decisionId);
        return place == NOWHERE
                ? Optional.empty()
                : Optional.ofNullable(at(place)).map(KeptRow::row);
    }

    List<KeptRow> after(long seq, int limit) {
        List<KeptRow> found = new ArrayList<>();
        for (long next = Math.max(seq, lastSeq - fresh.length) + 1; next <= lastSeq && found.size() < limit; next++) {
            KeptRow row = at(place(next));
            if (row != null) {
                found.add(row);
            }
        }
        return found;
    }

    List<RowId> closedBefore(long beforeMs) {
        List<RowId> found = new ArrayList<>();
        for (long next = first(); next <= lastSeq; next++) {
            KeptRow row = closedAtMs[place(next)] < beforeMs ? at(place(next)) : null;
            if (row != null) {
                found.add(new RowId(next, row.decisionId()));
            }
        }
        return found;
    }

    List<OutcomeRow> outcomes(String decisionId) {
        return List.copyOf(outcomes.getOrDefault(decisionId, Map.of()).values());
    }

    Stats stats(Map<String, Long> tasksByState) {
        return new Stats(byLevel, outcomeCount, tasksByState, repeated);
    }

    int size() {
        return size;
    }

    long lastSeq() {
        return lastSeq;
    }
}

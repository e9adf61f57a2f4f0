package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The store that forgets with its process: durability {@code memory}, for tests and load runs. Thread-safe.
 *
 * <p>A change is in force when {@link #commit} returns; its callback follows in the executor, together with those of
 * other changes made meanwhile. Of finished tasks and of rows only the last so many are kept, the oldest go first; rows that were asked for as
 * bytes are kept as bytes.
 */
public final class MemoryStore implements HubStore {

    /** Rows kept when nothing else is said. */
    public static final int DEFAULT_ROWS = 100_000;

    /** Finished tasks kept when nothing else is said: those of as many rows, where a task takes one step. */
    public static final int DEFAULT_TASKS = 50_000;

    /** Rows encoded at a time. */
    private static final int SOME = 32;

    private static final int PAGE = 500;

    private final Executor executor;
    private final MemoryTasks tasks;
    private final MemoryExperience experience;
    private final Map<List<String>, KeyRecord> keys = new HashMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final List<AuditRecord> audit = new ArrayList<>();
    private final Map<String, byte[]> policies = new HashMap<>();
    private List<Runnable> told = new ArrayList<>();
    private boolean closed;

    /** An empty store; callbacks run in {@code executor}. */
    public MemoryStore(Executor executor) {
        this(executor, DEFAULT_TASKS, DEFAULT_ROWS);
    }

    /** An empty store that keeps at most so many finished tasks, and so many rows. */
    public MemoryStore(Executor executor, int keptTasks, int keptRows) {
        if (keptTasks < 1 || keptRows < 1) {
            throw new IllegalArgumentException(
                    "kept tasks and rows must be at least 1, are " + keptTasks + " and " + keptRows);
        }
        this.executor = executor;
        tasks = new MemoryTasks(keptTasks);
        experience = new MemoryExperience(keptRows);
    }

    @Override
    public void commitForReceipt(Change change, CommitDone done) {
        boolean first;
        synchronized (this) {
            first = told.isEmpty();
            told.add(applied(change, done));
        }
        if (first) {
            executor.execute(this::tell);
        }
    }

    private void tell() {
        List<Runnable> now;
        synchronized (this) {
            now = told;
            told = new ArrayList<>();
        }
        now.forEach(Runnable::run);
    }

    private Runnable applied(Change change, CommitDone done) {
        try {
            check(change);
            Receipt receipt = apply(change);
            return () -> Callbacks.tell(done, receipt, null);
        } catch (StoreFailure refused) {
            return () -> Callbacks.tell(done, null, refused);
        }
    }

    private void check(Change change) {
        if (closed) {
            throw new StoreFailure(Kind.CLOSED, "the store is closed");
        }
        change.task().ifPresent(task -> tasks.check(task, change.insert()));
        change.rows().forEach(experience::check);
        if (change.key().isPresent()) {
            KeyRecord taken = change.key().get();
            KeyRecord known = keys.get(List.of(taken.principal(), taken.key()));
            if (known != null && !known.givesWayTo(taken)) {
                throw SideTables.taken(taken);
            }
        }
    }

    private Receipt apply(Change change) {
        change.task().ifPresent(tasks::put);
        Tally tally = new Tally(1);
        for (ExperienceRow row : change.rows()) {
            if (!experience.add(row)) {
                tally.repeatedRow(0);
            }
        }
        for (OutcomeRow outcome : change.outcomes()) {
            tally.outcome(0, experience.add(outcome));
        }
        change.key().ifPresent(taken -> keys.put(List.of(taken.principal(), taken.key()), taken));
        change.settings().forEach((name, value) -> {
            if (value.isEmpty()) {
                settings.remove(name);
            } else {
                settings.put(name, value);
            }
        });
        audit.addAll(change.audit());
        policies.putAll(change.policies());
        return tally.receipts().getFirst();
    }

    @Override
    public synchronized boolean healthy() {
        return !closed;
    }

    @Override
    public int queued() {
        return 0;
    }

    @Override
    public synchronized Optional<TaskRecord> task(String taskId) {
        return Optional.ofNullable(tasks.get(taskId));
    }

    @Override
    public void eachOpenTask(Consumer<TaskRecord> use) {
        List<TaskRecord> now;
        synchronized (this) {
            now = tasks.open();
        }
        now.forEach(use);
    }

    @Override
    public synchronized List<TaskRecord> tasks(TaskQuery query) {
        return tasks.list(query);
    }

    @Override
    public synchronized List<Decision> openDecisions(String taskId) {
        TaskRecord task = tasks.get(taskId);
        return task == null ? List.of() : task.open();
    }

    @Override
    public synchronized List<ExperienceRow> rows(String taskId) {
        return experience.ofTask(taskId);
    }

    @Override
    public synchronized Optional<ExperienceRow> row(String decisionId) {
        return experience.row(decisionId);
    }

    @Override
    public List<StoredRow> rowsAfter(long seq, int limit) {
        return after(seq, limit).stream()
                .map(kept -> new StoredRow(kept.seq(), kept.row()))
                .toList();
    }

    private synchronized List<KeptRow> after(long seq, int limit) {
        return experience.after(seq, limit);
    }

    @Override
    public List<EncodedRow> encodedRowsAfter(long seq, int limit) {
        RowEncoder encoder = new RowEncoder();
        List<EncodedRow> encoded = new ArrayList<>();
        long from = seq;
        List<EncodedRow> some = encodeSome(from, Math.min(SOME, limit), encoder);
        while (!some.isEmpty()) {
            encoded.addAll(some);
            from = some.getLast().seq();
            // Who commits waits neither for the lock nor for the processor as long as all of them take.
            Thread.yield();
            some = encodeSome(from, Math.min(SOME, limit - encoded.size()), encoder);
        }
        return encoded;
    }

    private List<EncodedRow> encodeSome(long seq, int limit, RowEncoder encoder) {
        List<KeptRow> rows = after(seq, limit);
        List<EncodedRow> encoded = rows.stream()
                .map(kept -> new EncodedRow(kept.seq(), kept.decisionId(), kept.bytes(encoder)))
                .toList();
        synchronized (this) {
            for (int i = 0; i < rows.size(); i++) {
                experience.keep(rows.get(i), encoded.get(i).bytes());
            }
        }
        return encoded;
    }

    @Override
    public List<RowId> rowIdsAfter(long seq, int limit) {
        return after(seq, limit).stream()
                .map(kept -> new RowId(kept.seq(), kept.decisionId()))
                .toList();
    }

    @Override
    public void eachRow(RowQuery query, Consumer<StoredRow> use) {
        List<StoredRow> page = rowsAfter(0, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(row -> query.holds(
                            row.row().decision().atMs(), row.row().decision().pipeline()))
                    .forEach(use);
            page = rowsAfter(page.getLast().seq(), PAGE);
        }
    }

    @Override
    public synchronized List<OutcomeRow> outcomes(String decisionId) {
        return experience.outcomes(decisionId);
    }

    @Override
    public synchronized Optional<KeyRecord> key(String principal, String key) {
        return Optional.ofNullable(keys.get(List.of(principal, key)));
    }

    @Override
    public synchronized List<KeyRecord> keysSince(long atMs, int limit) {
        return keys.values().stream()
                .filter(key -> key.atMs() >= atMs)
                .sorted(Comparator.comparingLong(KeyRecord::atMs).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public synchronized List<AuditRecord> audit(int limit) {
        return audit.reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<byte[]> policy(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    @Override
    public synchronized Stats stats() {
        return experience.stats(tasks.byState());
    }

    @Override
    public synchronized long rowCount() {
        return experience.size();
    }

    @Override
    public synchronized long lastSeq() {
        return experience.lastSeq();
    }

    /** Refused: there is no file to copy. */
    @Override
    public void backup(Path file) {
        throw new StoreFailure(Kind.CONFLICT, "durability memory keeps nothing that could be backed up to " + file);
    }

    @Override
    public long delete(Retention retention, Consumer<List<String>> rowsGone) {
        List<RowId> rows;
        synchronized (this) {
            rows = experience.closedBefore(retention.rowsBeforeMs());
        }
        if (!rows.isEmpty()) {
            rowsGone.accept(rows.stream().map(RowId::decisionId).toList());
        }
        synchronized (this) {
            rows.forEach(experience::remove);
            keys.values().removeIf(key -> key.atMs() < retention.keysBeforeMs());
            return (long) rows.size() + tasks.removeFinishedBefore(retention.tasksBeforeMs());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}

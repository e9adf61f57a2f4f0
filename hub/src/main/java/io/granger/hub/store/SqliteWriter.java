package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the writing connection: gathers entries from a bounded queue into batches, commits them, tells
 * their callers.
 *
 * <p>A batch that fails is written again entry by entry, each in a transaction of its own, so one bad change fails alone. A
 * full disk fails what cannot be written, and is tried once a second until it takes writes again. Any other failure of
 * the disk is final: a page that could not be forced may be lost although a later force succeeds, so nothing more is
 * acknowledged until a restart reads what is really there.
 */
final class SqliteWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
    private static final long IDLE_MS = 1_000;
    private static final long LOOK_AGAIN_NANOS = 200_000;
    private static final CommitDone NOBODY = (receipt, failure) -> {};

    private final SqliteFile file;
    private final StoreSettings settings;
    private final BatchPace pace;
    private final BlockingQueue<QueueEntry> queue;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Callbacks callbacks;
    private final AtomicLong rowsRepeated = new AtomicLong();
    private final Thread thread;
    private volatile BatchWriter batches;
    private volatile boolean stopped;
    private volatile boolean full;
    private volatile @Nullable StoreFailure broken;

    SqliteWriter(SqliteFile file, StoreSettings settings, Executor executor) throws SQLException {
        this.file = file;
        this.settings = settings;
        pace = new BatchPace(settings);
        queue = new ArrayBlockingQueue<>(settings.queueMax());
        callbacks = new Callbacks(executor);
        batches = new BatchWriter(file);
        thread = Thread.ofPlatform().daemon().name("granger-store").unstarted(this::run);
        thread.start();
    }

    boolean healthy() {
        return !full && broken == null && !stopped;
    }

    int queued() {
        return queue.size();
    }

    Counters counters() {
        return batches.counters();
    }

    long rowsRepeated() {
        return rowsRepeated.get();
    }

    /** Queues an entry, or refuses it through its callback; never blocks. */
    void submit(QueueEntry entry) {
        StoreFailure refusal = refusal(entry);
        if (refusal == null && !queue.offer(entry)) {
            queuedBytes.addAndGet(-entry.bytes());
            refusal = overloaded();
        }
        if (refusal != null) {
            callbacks.fail(List.of(entry), refusal);
        } else if (stopped && queue.remove(entry)) {
            // The thread may have looked into the queue for the last time before this entry came.
            callbacks.fail(List.of(entry), closed());
        }
    }

    private @Nullable StoreFailure refusal(QueueEntry entry) {
        if (stopped) {
            return closed();
        }
        StoreFailure failed = broken;
        if (failed != null) {
            return failed;
        }
        // What brings new work is refused first, so that what was accepted can still end.
        int share = entry.brings() ? 3 : 4;
        long bytes = queuedBytes.addAndGet(entry.bytes());
        boolean tooMany = queue.size() >= settings.queueMax() / 4 * share;
        boolean tooLarge = bytes > settings.queueMaxBytes() / 4 * share && bytes > entry.bytes();
        if (tooMany || tooLarge) {
            queuedBytes.addAndGet(-entry.bytes());
            return overloaded();
        }
        return null;
    }

    private StoreFailure overloaded() {
        return new StoreFailure(
                Kind.OVERLOADED,
                "the store has " + queue.size() + " changes of " + queuedBytes.get() / 1_024
                        + " KiB waiting, of at most " + settings.queueMax() + " and "
                        + settings.queueMaxBytes() / 1_024 + " KiB");
    }

    private static StoreFailure closed() {
        return new StoreFailure(Kind.CLOSED, "the store is closed");
    }

    private void run() {
        try {
            loop();
        } catch (Throwable unexpected) {
            LOG.error("The store's writer ended unexpectedly", unexpected);
            broken = new StoreFailure(Kind.IO, "the store's writer ended unexpectedly: " + unexpected, unexpected);
            throw unexpected;
        } finally {
            StoreFailure failed = broken;
            stopped = true;
            List<QueueEntry> left = new ArrayList<>();
            queue.drainTo(left);
            callbacks.fail(left, failed != null ? failed : closed());
        }
    }

    private void loop() {
        List<QueueEntry> batch = new ArrayList<>(settings.batchMaxTasks());
        int lastBatch = 0;
        long lastNanos = 0;
        while (!stopped) {
            batch.clear();
            if (!await(batch)) {
                probe();
                continue;
            }
            gather(batch, lastBatch, lastNanos);
            // Not only at the end: others may have queued changes since.
            if (batch.removeIf(entry -> entry instanceof QueueEntry.Stop)) {
                stopped = true;
            }
            long started = System.nanoTime();
            commit(batch);
            lastNanos = System.nanoTime() - started;
            lastBatch = batch.size();
        }
    }

    /** Waits for a first entry; false after a while without one. */
    private boolean await(List<QueueEntry> batch) {
        try {
            QueueEntry first = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
            return first != null && batch.add(first);
        } catch (InterruptedException ignored) {
            // Only close() ends this thread, after all that was queued.
            return false;
        }
    }

    private void gather(List<QueueEntry> batch, int lastBatch, long lastNanos) {
        queue.drainTo(batch, settings.batchMaxTasks() - batch.size());
        long started = System.nanoTime();
        long wait = pace.waitNanos(batch.size(), 0, lastBatch, lastNanos);
        while (wait > 0 && !(batch.getLast() instanceof QueueEntry.Stop)) {
            LockSupport.parkNanos(Math.min(wait, LOOK_AGAIN_NANOS));
            queue.drainTo(batch, settings.batchMaxTasks() - batch.size());
            wait = pace.waitNanos(batch.size(), System.nanoTime() - started, lastBatch, lastNanos);
        }
        queuedBytes.addAndGet(-batch.stream().mapToLong(QueueEntry::bytes).sum());
    }

    private void commit(List<QueueEntry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<QueueEntry> entries = List.copyOf(batch);
        StoreFailure failure = write(entries);
        if (failure == null) {
            return;
        }
        if (entries.size() == 1 || broken != null) {
            callbacks.fail(entries, failure);
            return;
        }
        LOG.warn("A batch of {} changes failed and is written one by one: {}", entries.size(), failure.getMessage());
        for (QueueEntry entry : entries) {
            StoreFailure alone = broken != null ? broken : write(List.of(entry));
            if (alone != null) {
                callbacks.fail(List.of(entry), alone);
            }
        }
    }

    /** Commits these entries and tells their callers, or returns why none of them was written. */
    private @Nullable StoreFailure write(List<QueueEntry> entries) {
        StoreFailure failure;
        try {
            List<Receipt> receipts = batches.write(entries);
            full = false;
            receipts.forEach(receipt -> rowsRepeated.addAndGet(receipt.rowsRepeated()));
            callbacks.succeed(entries, receipts);
            return null;
        } catch (SQLException failed) {
            failure = SqliteErrors.of("the store cannot commit", failed);
        } catch (StoreFailure refused) {
            failure = refused;
        } catch (RuntimeException failed) {
            failure = new StoreFailure(Kind.CONFLICT, "the change cannot be stored: " + failed, failed);
        }
        recover(failure);
        return failure;
    }

    private void recover(StoreFailure failure) {
        full = failure.kind() == Kind.FULL;
        if (failure.kind() == Kind.IO) {
            breakDown(failure);
            return;
        }
        try {
            if (failure.kind() == Kind.CONFLICT) {
                batches.rollback();
            } else {
                // Whatever state the failure left the connection in goes with it.
                reopen();
            }
        } catch (SQLException failed) {
            breakDown(SqliteErrors.of("the store cannot go on after a failure", failed));
        }
    }

    private void reopen() throws SQLException {
        try {
            batches.close();
        } catch (SQLException failed) {
            LOG.warn("The failed connection did not close: {}", failed.getMessage());
        }
        batches = new BatchWriter(file);
    }

    private void breakDown(StoreFailure failure) {
        broken = failure;
        LOG.error("The store failed for good; restart the hub: {}", failure.getMessage());
    }

    private void probe() {
        if (!full || broken != null) {
            return;
        }
        try {
            batches.probe();
            full = false;
            LOG.info("The disk takes writes again");
        } catch (SQLException failed) {
            recover(SqliteErrors.of("the store cannot commit", failed));
        }
    }

    /** Commits what is queued, then ends the thread and closes the connection. */
    @Override
    public void close() throws SQLException {
        if (!stopped) {
            try {
                queue.put(new QueueEntry.Stop(NOBODY));
            } catch (InterruptedException interrupted) {
                stopped = true;
                Thread.currentThread().interrupt();
            }
        }
        joinThread();
        batches.close();
    }

    private void joinThread() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

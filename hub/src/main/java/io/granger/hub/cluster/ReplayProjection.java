package io.granger.hub.cluster;

import io.granger.hub.store.Change;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.RowId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the replay buffer filled with this hub's rows from the store, on a thread of its own.
 *
 * <p>A cursor says up to which row of the store the buffer was filled, another up to which row it was trimmed; both are
 * settings of the store, written after the fact. So a crash between the two repeats work, which changes nothing, and
 * skips none. On start the newest {@code maxRows} rows are offered again, because the buffer lives in memory; in a
 * buffer that survived on other members that adds what is missing. Whenever all members together hold more
 * than {@code maxRows}, each deletes its own oldest rows in batches of up to {@value #TRIM_ROWS}, by order of the store.
 */
public final class ReplayProjection implements AutoCloseable {

    /** Setting that holds the {@code seq} of the last row the buffer was filled with. */
    public static final String CURSOR = "replay.cursor";

    /** Setting that holds the {@code seq} of the last row that was trimmed from the buffer. */
    public static final String TRIMMED = "replay.trimmed";

    static final int TRIM_ROWS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayProjection.class);
    private static final int READ_ROWS = 1_024;

    /** Long enough for a batch worth the operations it takes, one for each partition it touches. */
    private static final long GATHER_MS = 50;

    private static final long FAILED_MS = 1_000;

    private final HubStore store;
    private final ReplaySink sink;
    private final int maxRows;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean writing = new AtomicBoolean();
    private @Nullable Thread thread;
    private boolean opened;
    private volatile long cursor;
    private volatile long trimmed;
    private volatile Map<String, String> written = Map.of();

    /**
     * A projection that has not begun.
     *
     * @param maxRows most rows of all members together, at least 1
     */
    public ReplayProjection(HubStore store, ReplaySink sink, int maxRows) {
        if (maxRows < 1) {
            throw new IllegalArgumentException("maxRows must be at least 1: " + maxRows);
        }
        this.store = store;
        this.sink = sink;
        this.maxRows = maxRows;
    }

    /** Begins, on a thread of its own. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the replay projection is running already");
        }
        Thread begun = Thread.ofPlatform().daemon().name("granger-replay").unstarted(this::run);
        thread = begun;
        begun.start();
    }

    /** Rows of the store that are not in the buffer yet. */
    public long lag() {
        return Math.max(0, store.lastSeq() - cursor);
    }

    /** Up to which row of the store the buffer was filled. */
    public long cursor() {
        return cursor;
    }

    /** Takes rows out of the buffer that the store is about to delete; see {@link HubStore#delete}. */
    public void forget(List<String> decisionIds) {
        sink.forget(decisionIds);
    }

    private void run() {
        long pause = 0;
        while (!closed(pause)) {
            try {
                pause = step() && lag() >= READ_ROWS ? 0 : GATHER_MS;
            } catch (RuntimeException failed) {
                LOG.warn("The replay buffer was not filled and is tried again: {}", failed.toString());
                pause = FAILED_MS;
            }
        }
    }

    private boolean closed(long waitMs) {
        try {
            return closing.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    /** Moves a batch of rows into the buffer and trims it; false when there was nothing to move. */
    boolean step() {
        boolean first = !opened;
        if (first) {
            open();
        }
        boolean moved = fill();
        if (moved || first) {
            trim();
        }
        writeCursors();
        return moved;
    }

    private void open() {
        Map<String, String> settings = store.settings();
        long last = store.lastSeq();
        long newest = Math.max(0, last - maxRows);
        long storedTrimmed = Math.min(number(settings, TRIMMED), last);
        if (sink.size() == 0) {
            // Alone after a restart: nothing older than the newest rows is there, nothing of it is to be trimmed.
            cursor = newest;
            trimmed = newest;
            // Before a row is added: a trimmed mark from before, further on, would leave these rows in for ever.
            writeAndWait();
        } else {
            cursor = Math.max(storedTrimmed, Math.min(number(settings, CURSOR), newest));
            trimmed = storedTrimmed;
        }
        opened = true;
    }

    private static long number(Map<String, String> settings, String name) {
        return Long.parseLong(settings.getOrDefault(name, "0"));
    }

    private boolean fill() {
        if (store.lastSeq() <= cursor) {
            return false;
        }
        List<EncodedRow> rows = store.encodedRowsAfter(cursor, READ_ROWS);
        if (rows.isEmpty()) {
            return false;
        }
        sink.addRows(rows);
        cursor = rows.getLast().seq();
        return true;
    }

    private void trim() {
        int batch = Math.clamp(maxRows / 10, 1, TRIM_ROWS);
        while (sink.size() > maxRows) {
            List<RowId> oldest = store.rowIdsAfter(trimmed, batch).stream()
                    .filter(row -> row.seq() <= cursor)
                    .toList();
            if (oldest.isEmpty()) {
                // All that is left is other members' to trim.
                return;
            }
            sink.forget(oldest.stream().map(RowId::decisionId).toList());
            trimmed = oldest.getLast().seq();
        }
    }

    private void writeAndWait() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        store.commit(Change.settings(cursors()), failure -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                done.complete(null);
            }
        });
        try {
            done.get(FAILED_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the replay cursor was written", interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the replay cursor was not written", failed);
        }
        written = cursors();
    }

    private Map<String, String> cursors() {
        return Map.of(CURSOR, String.valueOf(cursor), TRIMMED, String.valueOf(trimmed));
    }

    /** One write at a time; the next one carries whatever moved meanwhile. */
    private void writeCursors() {
        Map<String, String> now = cursors();
        if (now.equals(written) || !writing.compareAndSet(false, true)) {
            return;
        }
        written = now;
        store.commit(Change.settings(now), failure -> {
            if (failure != null) {
                LOG.warn("The cursor of the replay buffer was not written: {}", failure.getMessage());
                written = Map.of();
            }
            writing.set(false);
        });
    }

    /** Ends after the batch in progress. */
    @Override
    public synchronized void close() {
        closing.countDown();
        Thread running = thread;
        if (running == null) {
            return;
        }
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

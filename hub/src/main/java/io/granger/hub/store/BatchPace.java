package io.granger.hub.store;

import java.util.concurrent.TimeUnit;

/**
 * How long the writer waits for more changes before it commits.
 *
 * <p>While a batch is written the next one gathers by itself. Beyond that the writer waits only for company it has reason
 * to expect: until as many changes are there as the last batch had, and for no longer than an eighth of the last
 * commit, nor longer than the setting ({@code store.batchMaxMs}). With fewer than {@value #QUIET} changes, twice in a row, the commit starts at once: one
 * client is never slowed down. Pure.
 */
final class BatchPace {

    /** Below this many changes, twice in a row, a batch does not wait. */
    static final int QUIET = 8;

    /** One part in so many of the last commit: longer waits cost more than the company saves. */
    private static final int WAIT_SHARE = 8;

    private final int batchMax;
    private final long maxNanos;

    BatchPace(StoreSettings settings) {
        this.batchMax = settings.batchMaxTasks();
        this.maxNanos = TimeUnit.MILLISECONDS.toNanos(settings.batchMaxMs());
    }

    /** Nanoseconds still to wait, 0 to commit now. */
    long waitNanos(int waiting, long waitedNanos, int lastBatch, long lastCommitNanos) {
        boolean company = waiting >= Math.min(lastBatch, batchMax);
        boolean quiet = waiting < QUIET && lastBatch < QUIET;
        if (company || quiet) {
            return 0;
        }
        return Math.max(0, Math.min(maxNanos, lastCommitNanos / WAIT_SHARE) - waitedNanos);
    }
}

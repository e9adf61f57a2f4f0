package io.granger.hub.store;

/**
 * How the SQLite store batches and what it holds at most.
 *
 * @param batchMaxTasks most changes of one transaction, 1 to 10,000
 * @param batchMaxMs longest a change waits for others to share its transaction, 0 to 1,000
 * @param queueMax most changes that wait; new tasks are refused from three quarters of it on, so that those which were
 *     accepted can end
 * @param queueMaxBytes most bytes of texts that wait, with the same three quarters
 */
public record StoreSettings(int batchMaxTasks, int batchMaxMs, int queueMax, long queueMaxBytes) {

    /** The contract's defaults: 256 changes or 2 ms; 16,384 changes or 64 MiB wait at most. */
    public static final StoreSettings DEFAULT = new StoreSettings(256, 2);

    /** Refuses values out of range. */
    public StoreSettings {
        if (batchMaxTasks < 1 || batchMaxTasks > 10_000) {
            throw new IllegalArgumentException("batchMaxTasks must be 1 to 10000: " + batchMaxTasks);
        }
        if (batchMaxMs < 0 || batchMaxMs > 1_000) {
            throw new IllegalArgumentException("batchMaxMs must be 0 to 1000: " + batchMaxMs);
        }
        if (queueMax < 4) {
            throw new IllegalArgumentException("queueMax must be at least 4: " + queueMax);
        }
        if (queueMaxBytes < 1) {
            throw new IllegalArgumentException("queueMaxBytes must be at least 1: " + queueMaxBytes);
        }
    }

    /** These batches with the default queue. */
    public StoreSettings(int batchMaxTasks, int batchMaxMs) {
        this(batchMaxTasks, batchMaxMs, 16_384, 64L << 20);
    }
}

package io.granger.hub.store;

/**
 * What is old enough to be deleted.
 *
 * @param tasksBeforeMs tasks that finished before this
 * @param rowsBeforeMs rows closed before this, with their outcomes
 * @param keysBeforeMs idempotency keys taken before this
 */
public record Retention(long tasksBeforeMs, long rowsBeforeMs, long keysBeforeMs) {

    private static final long DAY_MS = 24L * 60 * 60 * 1000;

    /** Keeps tasks and rows for so many days, and idempotency keys for as long as they hold. */
    public static Retention days(long nowMs, int keepTaskDays, int keepRowDays) {
        if (keepTaskDays < 1 || keepRowDays < 1) {
            throw new IllegalArgumentException("keepDays must be at least 1: " + keepTaskDays + ", " + keepRowDays);
        }
        return new Retention(nowMs - keepTaskDays * DAY_MS, nowMs - keepRowDays * DAY_MS, nowMs - KeyRecord.KEPT_MS);
    }
}

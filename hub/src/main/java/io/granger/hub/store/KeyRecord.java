package io.granger.hub.store;

/**
 * One idempotency key: which task the first request with it made.
 *
 * @param principal who sent it
 * @param key the key as sent
 * @param bodyHash hash of the canonical body it came with
 * @param taskId the task that request made
 * @param atMs when
 */
public record KeyRecord(String principal, String key, String bodyHash, String taskId, long atMs) {

    /** How long a key holds: after this a new task may take it over. */
    public static final long KEPT_MS = 24L * 60 * 60 * 1000;

    /** Refuses an empty key. */
    public KeyRecord {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("idempotency key must not be empty");
        }
    }

    /** Whether {@code next} may take this key's place: it is of the same task, or this one has run out. */
    boolean givesWayTo(KeyRecord next) {
        return taskId.equals(next.taskId) || next.atMs - atMs >= KEPT_MS;
    }
}

package io.granger.hub.store;

/**
 * One thing an operator did.
 *
 * @param atMs when
 * @param who the principal
 * @param action what, in one word such as {@code mode} or {@code stop}
 * @param body the details as JSON text
 */
public record AuditRecord(long atMs, String who, String action, String body) {

    /** Refuses an empty action. */
    public AuditRecord {
        if (action.isBlank()) {
            throw new IllegalArgumentException("audit action must not be blank");
        }
    }
}

package io.granger.hub.store;

import org.jspecify.annotations.Nullable;

/** Says that the store refused or lost something, and which of a few reasons it was. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a store did not do what was asked. */
    public enum Kind {
        /** The bounded queue of the writer is full; the change was not looked at, try again later. */
        OVERLOADED,
        /** The disk has no room; heals by itself once it has. */
        FULL,
        /** The disk or the file failed; nothing more is acknowledged until the hub is restarted. */
        IO,
        /** The change contradicts what is stored, for example a second, different row of one decision. */
        CONFLICT,
        /** Stored bytes are truncated, damaged or of a newer version. */
        DAMAGED,
        /** The file was written by a newer version of this program, or is not one of ours. */
        FOREIGN,
        /** The store was closed before the change was committed. */
        CLOSED,
        /** Another hub of the cluster may hold the change or not; to commit the same again is safe. */
        UNCONFIRMED,
        /** Too few hubs of the cluster can be reached; none of them holds the change. */
        NO_QUORUM,
        /** The task belongs to another hub now, or has ended there. */
        MOVED,
        /** The idempotency key was taken at another hub; the cause says by which task. */
        KEY_TAKEN,
        /** The idempotency key is of a task that another request may be making right now; to ask again later is safe. */
        KEY_BUSY
    }

    private final Kind kind;

    /** A failure of the given kind; the message goes to logs and operators. */
    public StoreFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** A failure of the given kind with what caused it. */
    public StoreFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The reason. */
    public Kind kind() {
        return kind;
    }

    /** Whether the disk is at fault, so that the hub must stop acknowledging (507). */
    public boolean disk() {
        return kind == Kind.FULL || kind == Kind.IO;
    }
}

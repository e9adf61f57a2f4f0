package io.granger.rl;

/** Saved bytes that are not what they should be: damaged, cut short, of another kind or of an unknown version. */
public final class SnapshotRejected extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** A rejection for this reason, one sentence. */
    public SnapshotRejected(String reason) {
        super(reason);
    }
}

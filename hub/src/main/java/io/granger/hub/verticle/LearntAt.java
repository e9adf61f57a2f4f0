package io.granger.hub.verticle;

import java.nio.ByteBuffer;

/** When a policy last learnt something, told by its revision at each look. Owner thread only. */
final class LearntAt {
    /** Nothing is known of it. */
    private static final long NEVER = 0;

    private long revision;
    private long atMs;

    private LearntAt(long revision, long atMs) {
        this.revision = revision;
        this.atMs = atMs;
    }

    /** Of a policy that knows what happened until then and has learnt nothing since. */
    static LearntAt of(long revision, long atMs) {
        return new LearntAt(revision, atMs);
    }

    /** As {@link #save} kept it; what cannot be read is as if it were not there. */
    static LearntAt restore(long revision, byte[] saved) {
        return new LearntAt(
                revision, saved.length == Long.BYTES ? ByteBuffer.wrap(saved).getLong() : NEVER);
    }

    /** What to keep over a restart. */
    byte[] save() {
        return ByteBuffer.allocate(Long.BYTES).putLong(atMs).array();
    }

    /** Looks whether it learnt. */
    void look(long revisionNow, long nowMs) {
        if (revisionNow != revision) {
            revision = revisionNow;
            atMs = nowMs;
        }
    }

    /** How long ago that was; NaN where nobody knows. */
    double ageSeconds(long nowMs) {
        return atMs == NEVER ? Double.NaN : Math.max(0, nowMs - atMs) / 1_000.0;
    }
}

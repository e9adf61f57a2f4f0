package io.granger.hub.store;

import io.granger.routing.ExperienceRow;
import org.jspecify.annotations.Nullable;

/**
 * A row in memory with its place in the store's order: as it came until somebody wants its bytes, as bytes from then on, which are a
 * small part of that.
 *
 * @param fresh the row as it came, or null
 * @param old its bytes where it is not fresh; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptRow(long seq, @Nullable ExperienceRow fresh, byte[] old) {
    private static final byte[] NONE = {};

    static KeptRow of(long seq, ExperienceRow fresh) {
        return new KeptRow(seq, fresh, NONE);
    }

    static KeptRow of(long seq, byte[] old) {
        return new KeptRow(seq, null, old);
    }

    String decisionId() {
        return fresh == null ? RowCodec.decisionId(old) : fresh.decision().decisionId();
    }

    ExperienceRow row() {
        return fresh == null ? RowCodec.decodeRow(old) : fresh;
    }

    byte[] bytes(RowEncoder encoder) {
        return fresh == null ? old : encoder.row(fresh);
    }
}

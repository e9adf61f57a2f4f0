package io.granger.hub.store;

import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;

/**
 * A row in memory: as it came until somebody wants its bytes, as bytes from then on, which are a small part of that. Safe from any
 * thread.
 */
final class KeptRow {
    private final long seq;
    private final String decisionId;
    private final String taskId;
    private final Level level;
    private final long closedAtMs;
    private volatile Object held;

    KeptRow(long seq, ExperienceRow row) {
        this.seq = seq;
        this.decisionId = row.decision().decisionId();
        this.taskId = row.decision().taskId();
        this.level = row.decision().level();
        this.closedAtMs = row.closedAtMs();
        this.held = row;
    }

    long seq() {
        return seq;
    }

    String decisionId() {
        return decisionId;
    }

    String taskId() {
        return taskId;
    }

    Level level() {
        return level;
    }

    long closedAtMs() {
        return closedAtMs;
    }

    ExperienceRow row() {
        Object now = held;
        return now instanceof ExperienceRow row ? row : RowCodec.decodeRow((byte[]) now);
    }

    byte[] bytes(RowEncoder encoder) {
        Object now = held;
        if (now instanceof ExperienceRow row) {
            byte[] bytes = encoder.row(row);
            held = bytes;
            return bytes;
        }
        return (byte[]) now;
    }
}

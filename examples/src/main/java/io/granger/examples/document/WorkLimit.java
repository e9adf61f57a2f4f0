package io.granger.examples.document;

import io.granger.sdk.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Until when a spoke may work on one document. Asked between pages and pieces of text, so that one document cannot hold a thread for
 * good.
 *
 * @param endsAtNanos the end, on the clock of {@link System#nanoTime()}
 */
public record WorkLimit(long endsAtNanos) {

    /** Thrown when the time is over. */
    public static final class OutOfTime extends IOException {
        private static final long serialVersionUID = 1L;

        OutOfTime() {
            super("the time for this document is over");
        }
    }

    /** What is left of the call's own time, at most the given duration. */
    public static WorkLimit of(Call call, Duration most) {
        long limitMs = Math.min(call.deadlineMs(), most.toMillis());
        return new WorkLimit(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs));
    }

    /** Goes on quietly while there is time. */
    public void check() throws OutOfTime {
        if (System.nanoTime() - endsAtNanos > 0 || Thread.currentThread().isInterrupted()) {
            throw new OutOfTime();
        }
    }

    /** Milliseconds left, at least 1. */
    public long leftMs() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(endsAtNanos - System.nanoTime()));
    }
}

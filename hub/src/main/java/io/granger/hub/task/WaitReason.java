package io.granger.hub.task;

import java.util.Locale;

/** Why a task that has not ended is not being worked on. */
public enum WaitReason {
    /** No registered spoke passes the hard masks of the next step. */
    NO_SPOKE,
    /** Every eligible spoke is at its concurrency. */
    CONCURRENCY,
    /** A retry waits for its backoff. */
    BACKOFF,
    /** A step with unsafe effects has an unknown outcome; a person must say what happened. */
    NEEDS_DECISION;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

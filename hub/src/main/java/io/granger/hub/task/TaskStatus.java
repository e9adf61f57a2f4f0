package io.granger.hub.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a task stands; the last four are terminal and are never left. */
public enum TaskStatus {
    /** Durable, nothing decided yet. */
    ACCEPTED,
    /** A spoke works on it. */
    RUNNING,
    /** It waits for something that its view names. */
    WAITING,
    /** Its goal is reached. */
    COMPLETED,
    /** The input or the deadline is at fault. */
    FAILED,
    /** Every option is exhausted. */
    DEAD,
    /** The client took it back. */
    CANCELLED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Whether the task has ended. */
    public boolean isTerminal() {
        return ordinal() >= COMPLETED.ordinal();
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }

    /** The status with this word, or empty. */
    public static Optional<TaskStatus> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}

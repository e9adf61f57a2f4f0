package io.granger.hub.config;

import io.granger.hub.shape.Limits;

/**
 * Section {@code tasks}: bounds of tasks. Takes effect at start; the deadline for tasks submitted after it.
 *
 * @param deadlineMs time of a task when neither it nor its pipeline says, 10 ms to one day
 * @param maxOpen most tasks that are not terminal, 1 to 10,000,000; beyond it submissions are answered 503
 * @param maxQueued most tasks that wait for a free spoke, 1 to 10,000,000
 * @param keepDays days a terminal task is kept, 1 to 3,650
 */
public record TasksConfig(long deadlineMs, int maxOpen, int maxQueued, int keepDays) {
    /** 30 s, 100,000 open, 10,000 queued, a week. */
    public static final TasksConfig DEFAULT = new TasksConfig(30_000, 100_000, 10_000, 7);

    private static final int MANY = 10_000_000;

    public TasksConfig {
        BadSetting.requireWithin("deadlineMs", deadlineMs, Limits.DEADLINE_MIN_MS, Limits.DEADLINE_MAX_MS);
        BadSetting.requireWithin("maxOpen", maxOpen, 1, MANY);
        BadSetting.requireWithin("maxQueued", maxQueued, 1, MANY);
        BadSetting.requireWithin("keepDays", keepDays, 1, 3650);
    }

    static TasksConfig read(Section section) {
        return new TasksConfig(
                section.number("deadlineMs", DEFAULT.deadlineMs),
                section.number("maxOpen", DEFAULT.maxOpen),
                section.number("maxQueued", DEFAULT.maxQueued),
                section.number("keepDays", DEFAULT.keepDays));
    }
}

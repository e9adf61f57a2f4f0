package io.granger.hub.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The ended tasks that a hub still shows to the others, bounded in number and size; the oldest go first. Owner thread only. */
final class EndedTasks {
    private static final int TASKS_MAX = 20_000;
    private static final long BYTES_MAX = 64L << 20;

    private final Deque<Ended> shown = new ArrayDeque<>();
    private long bytes;

    private record Ended(String taskId, long bytes) {}

    /** One more; those that have to go for it are handed over. */
    void add(String taskId, long size, Consumer<String> gone) {
        shown.addLast(new Ended(taskId, size));
        bytes += size;
        while (shown.size() > TASKS_MAX || bytes > BYTES_MAX) {
            var oldest = shown.removeFirst();
            bytes -= oldest.bytes();
            gone.accept(oldest.taskId());
        }
    }
}

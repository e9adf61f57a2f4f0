package io.granger.hub.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Processor time and memory that each thread used since this was made: what stays comparable on a machine that others use too.
 */
final class CpuByThread {
    private static final int THREADS_SHOWN = 6;
    private static final double NANOS = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<Long, Used> before = used();
    private final long processBefore = process.getProcessCpuTime();

    private record Used(String name, long nanos, long bytes) {}

    private Map<Long, Used> used() {
        var now = new HashMap<Long, Used>();
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null) {
                long id = info.getThreadId();
                now.put(
                        id,
                        new Used(
                                info.getThreadName(),
                                threads.getThreadCpuTime(id),
                                threads.getThreadAllocatedBytes(id)));
            }
        }
        return now;
    }

    /** One line: microseconds an operation in the whole process and in the threads that used most, and KiB each allocated. */
    String perOperation(double operations) {
        var since = used().entrySet().stream()
                .map(e -> {
                    var then = before.getOrDefault(e.getKey(), new Used("", 0, 0));
                    var now = e.getValue();
                    return new Used(now.name(), now.nanos() - then.nanos(), now.bytes() - then.bytes());
                })
                .sorted(Comparator.comparingLong(Used::nanos).reversed())
                .limit(THREADS_SHOWN)
                .map(u -> String.format(
                        Locale.ROOT,
                        "%s %.1f us %.1f KiB",
                        u.name().replace("vert.x-", ""),
                        u.nanos() / NANOS / operations,
                        u.bytes() / 1024.0 / operations))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%.1f us in all: %s",
                (process.getProcessCpuTime() - processBefore) / NANOS / operations,
                since);
    }
}

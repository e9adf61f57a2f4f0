package io.granger.hub.simulation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/** The queue of everything that is going to happen, in microseconds of virtual time; nothing else makes time pass. */
final class VirtualTime {
    /** When every simulation begins, epoch milliseconds. */
    static final long START_MS = 1_793_000_000_000L;

    private final PriorityQueue<Planned> queue =
            new PriorityQueue<>(Comparator.comparingLong(Planned::atMicros).thenComparingLong(Planned::number));
    private final Set<Long> cancelled = new HashSet<>();
    private long nowMicros;
    private long planned;
    private long done;

    private record Planned(long atMicros, long number, Runnable what) {}

    /** Since the beginning. */
    long nowMicros() {
        return nowMicros;
    }

    /** What a clock on the wall shows, epoch milliseconds. */
    long nowMs() {
        return START_MS + nowMicros / 1_000;
    }

    /** How many things have happened. */
    long done() {
        return done;
    }

    /** Plans something; things planned for one microsecond happen in the order in which they were planned. */
    long after(long delayMicros, Runnable what) {
        long number = ++planned;
        queue.add(new Planned(nowMicros + Math.max(0, delayMicros), number, what));
        return number;
    }

    void cancel(long number) {
        if (number > 0 && number <= planned) {
            cancelled.add(number);
        }
    }

    /** Lets the next thing happen, if it is planned for no later than this. */
    boolean step(long untilMicros) {
        while (!queue.isEmpty() && queue.peek().atMicros() <= untilMicros) {
            var next = queue.remove();
            if (cancelled.remove(next.number())) {
                continue;
            }
            nowMicros = next.atMicros();
            done++;
            next.what().run();
            return true;
        }
        nowMicros = Math.max(nowMicros, untilMicros);
        return false;
    }
}

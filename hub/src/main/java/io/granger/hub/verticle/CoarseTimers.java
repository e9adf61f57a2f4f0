package io.granger.hub.verticle;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Long timers by the thousand, most of which are cancelled: those due in the same {@value #STEP_MS} ms share one timer of the hub's
 * surroundings, so that setting and cancelling one costs no more than a place in a map. They come up to {@value #STEP_MS} ms late, never
 * early. Owner thread only.
 */
final class CoarseTimers {
    /** How much later than asked for a timer may come. */
    static final long STEP_MS = 16;

    /** A timer for less than this is not to be set here: that late it would be too late. */
    static final long LEAST_MS = 64 * STEP_MS;

    private static final Logger LOG = LoggerFactory.getLogger(CoarseTimers.class);

    /** Above all numbers given: -1 stands for no timer elsewhere. */
    private static final long LAST_ID = -2;

    private final Alarm alarm;
    private final LongSupplier nowMs;
    private final Map<Long, Map<Long, Runnable>> due = new HashMap<>();
    private final Map<Long, Long> steps = new HashMap<>();
    private long nextId = LAST_ID;

    /** Runs something once, at least so many milliseconds from now. */
    @FunctionalInterface
    interface Alarm {
        void set(long delayMs, Runnable task);
    }

    /**
     * Timers over these alarms.
     *
     * @param nowMs a clock that never goes back
     */
    CoarseTimers(Alarm alarm, LongSupplier nowMs) {
        this.alarm = alarm;
        this.nowMs = nowMs;
    }

    /** Sets a timer; its number is below -1, so that it is never that of another kind. */
    long set(long delayMs, Runnable task) {
        long now = nowMs.getAsLong();
        long step = Math.ceilDiv(now + 1 + delayMs, STEP_MS);
        var sharing = due.get(step);
        if (sharing == null) {
            sharing = new LinkedHashMap<>();
            due.put(step, sharing);
            alarm.set(step * STEP_MS - now, () -> ring(step));
        }
        long id = nextId--;
        sharing.put(id, task);
        steps.put(id, step);
        return id;
    }

    /** Forgets a timer; one that is not known changes nothing. */
    void cancel(long id) {
        var step = steps.remove(id);
        if (step != null) {
            var sharing = due.get(step);
            if (sharing != null) {
                sharing.remove(id);
            }
        }
    }

    private void ring(long step) {
        var sharing = due.getOrDefault(step, Map.of());
        // One of them may cancel another: each is taken out before it runs.
        while (!sharing.isEmpty()) {
            var first = sharing.entrySet().iterator().next();
            sharing.remove(first.getKey());
            steps.remove(first.getKey());
            try {
                first.getValue().run();
            } catch (RuntimeException e) {
                // The others of this step come all the same.
                LOG.error("what a timer was set for broke", e);
            }
        }
        due.remove(step);
    }
}

package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CoarseTimersTest {
    private final TreeMap<Long, List<Runnable>> alarms = new TreeMap<>();
    private final List<String> rang = new ArrayList<>();
    private long nowMs = 5;
    private final CoarseTimers timers = new CoarseTimers(
            (delayMs, task) -> alarms.computeIfAbsent(nowMs + delayMs, at -> new ArrayList<>())
                    .add(task),
            () -> nowMs);

    private void runUntil(long untilMs) {
        for (var next = alarms.firstEntry(); next != null && next.getKey() <= untilMs; next = alarms.firstEntry()) {
            alarms.remove(next.getKey());
            nowMs = next.getKey();
            next.getValue().forEach(Runnable::run);
        }
        nowMs = untilMs;
    }

    private Runnable ring(String name) {
        return () -> rang.add(name + "@" + nowMs);
    }

    @Test
    void set_comesAtTheEndOfItsStep() {
        // Due at 1,005 ms, or a part of one later: 63 steps of 16 ms are 1,008 ms.
        timers.set(1_000, ring("a"));
        runUntil(1_007);
        assertThat(rang).isEmpty();
        runUntil(2_000);
        assertThat(rang).containsExactly("a@1008");
    }

    @Test
    void set_thoseOfOneStep_shareAnAlarmAndComeInOrder() {
        timers.set(1_001, ring("late"));
        timers.set(1_000, ring("early"));
        assertThat(alarms).hasSize(1);
        runUntil(2_000);
        assertThat(rang).containsExactly("late@1008", "early@1008");
    }

    @Test
    void cancel_neverComes() {
        long gone = timers.set(1_000, ring("gone"));
        timers.set(1_000, ring("stays"));
        timers.cancel(gone);
        timers.cancel(gone);
        timers.cancel(77);
        runUntil(2_000);
        assertThat(rang).containsExactly("stays@1008");
    }

    @Test
    void cancel_byAnotherOfTheSameStep_neverComes() {
        var second = new long[1];
        timers.set(1_000, () -> timers.cancel(second[0]));
        second[0] = timers.set(1_000, ring("second"));
        runUntil(2_000);
        assertThat(rang).isEmpty();
    }

    @Test
    void set_fromOneThatRings_comesInItsTurn() {
        timers.set(1_000, () -> timers.set(1_100, ring("next")));
        runUntil(5_000);
        // 1,008 + 1,100 = 2,108, and 132 steps are 2,112.
        assertThat(rang).isEqualTo(List.of("next@2112"));
        assertThat(alarms).isEqualTo(Map.of());
    }
}

package io.granger.hub.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.admission.AdmissionLimit.Delay;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A hub of one thread on a virtual clock, offered three times what it can do: what it takes on, answers of spokes and the probe of its
 * delay are served in the order in which they came; refusals are made before, and take of its time what they cost.
 */
class SimulatedOverloadTest {
    /** An accepted task costs this twice: when it comes and when its answer comes. 5,000 tasks a second, then. */
    private static final double HALF_TASK_MS = .1;

    /** A refusal costs a fiftieth of a task. */
    private static final double REFUSAL_MS = .004;

    private static final double SPOKE_MS = 5;
    private static final double PROBE_MS = 10;
    private static final double IN_TIME_MS = 1_000;
    private static final double PEAK_PER_SECOND = 1_000 / (2 * HALF_TASK_MS);

    private enum Kind {
        ARRIVAL,
        TAKEN,
        ANSWER,
        PROBE
    }

    private record Due(double atMs, Kind kind, double sinceMs) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Double.compare(atMs, other.atMs);
        }
    }

    /** Runs a load profile: so many arrivals a second in each second, Poisson; tasks done in time in each second. */
    private static int[] goodput(boolean isLimited, int... perSecond) {
        var limit = new AdmissionLimit();
        var random = new Random(7);
        var due = new PriorityQueue<Due>();
        double at = 0;
        while (at < perSecond.length * 1000.0) {
            at += -Math.log(1 - random.nextDouble())
                    * 1000
                    / perSecond[(int) Math.min(at / 1000, perSecond.length - 1)];
            due.add(new Due(at, Kind.ARRIVAL, at));
        }
        due.add(new Due(0, Kind.PROBE, 0));
        var good = new int[perSecond.length];
        var queue = new ArrayDeque<Due>();
        double freeAtMs = 0;
        while (freeAtMs < perSecond.length * 1000.0) {
            while (!due.isEmpty() && (queue.isEmpty() || due.peek().atMs() <= freeAtMs)) {
                var come = due.poll();
                if (come.kind() != Kind.ARRIVAL) {
                    queue.add(come);
                } else if (limit.take(3, (long) come.atMs()) || !isLimited) {
                    queue.add(new Due(come.atMs(), Kind.TAKEN, come.sinceMs()));
                } else {
                    freeAtMs = Math.max(freeAtMs, come.atMs()) + REFUSAL_MS;
                }
            }
            var next = queue.remove();
            double nowMs = Math.max(freeAtMs, next.atMs());
            switch (next.kind()) {
                case ARRIVAL -> throw new IllegalStateException("judged before it was queued");
                case TAKEN -> {
                    freeAtMs = nowMs + HALF_TASK_MS;
                    limit.answered((long) freeAtMs);
                    due.add(new Due(freeAtMs + SPOKE_MS, Kind.ANSWER, next.sinceMs()));
                }
                case ANSWER -> {
                    freeAtMs = nowMs + HALF_TASK_MS;
                    int second = (int) (freeAtMs / 1000);
                    if (freeAtMs - next.sinceMs() <= IN_TIME_MS && second < good.length) {
                        good[second]++;
                    }
                }
                case PROBE -> {
                    freeAtMs = nowMs;
                    limit.done(Delay.OWNER, (long) nowMs);
                    limit.watch(Delay.OWNER, (long) (nowMs + PROBE_MS));
                    due.add(new Due(nowMs + PROBE_MS, Kind.PROBE, nowMs));
                }
            }
        }
        return good;
    }

    private static int[] profile() {
        var perSecond = new int[60];
        for (int i = 0; i < perSecond.length; i++) {
            perSecond[i] = (int) (PEAK_PER_SECOND * (i >= 10 && i < 40 ? 3 : .6));
        }
        return perSecond;
    }

    /** A refusal's share is lost: 10,000 of .004 ms in each second. */
    @Test
    void threeTimesTheLoad_goodputStaysFromTheFirstSecond_andIsNormalInTheFirstSecondAfter() {
        var good = goodput(true, profile());

        // In the first second the queue that is allowed fills, a burst of half done tasks.
        assertThat((double) good[10]).isGreaterThan(.9 * PEAK_PER_SECOND);
        for (int i = 11; i < 40; i++) {
            assertThat((double) good[i]).as("second %d", i).isGreaterThan(.95 * PEAK_PER_SECOND);
        }
        for (int i = 41; i < 60; i++) {
            assertThat((double) good[i]).as("second %d", i).isGreaterThan(.95 * .6 * PEAK_PER_SECOND);
        }
    }

    @Test
    void threeTimesTheLoad_withoutALimit_almostNothingIsInTime() {
        var good = goodput(false, profile());

        assertThat(good[30]).isLessThan((int) (.05 * PEAK_PER_SECOND));
    }
}

package io.granger.hub.admission;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How many tasks a second the hub takes on while it is behind, learnt from its own delays; no limit at all while it is not.
 *
 * <p>Time is cut into intervals of 100 ms. Let {@code d} be the <em>smallest</em> delay of a kind seen in an interval
 * (Nichols and Jacobson 2012, "Controlling queue delay": a burst leaves the minimum small, a standing queue does not),
 * {@code t} the target of that kind, {@code b} the delay of a hub at rest. An interval is late when {@code d > t + 2 min(b,
 * t)} for a kind. Two late intervals in a row whose delay does not shrink cut the limit, from what was taken on in the best
 * of the last five intervals, to .9 of it, and to half where the delay is more than four times what is fine: a long queue is
 * to be worked off soon. An interval
 * that is not late raises it by .03 of the limit that last was too much when somebody was refused in it, by .1 when nobody
 * was; ten in a row without a refusal lift it. That is additive increase with multiplicative decrease (Chiu and Jain 1989),
 * where the addition is a share because hubs differ by a factor of a hundred in what they can do.
 *
 * <p>The limit is enforced by a bucket of tokens that holds 50 ms of it. A task of priority p is taken only when (p - 1) /
 * 5 of the bucket remain after it: what is scarce goes to the urgent. Safe from any thread.
 */
public final class AdmissionLimit {
    private static final long INTERVAL_MS = 100;
    private static final double CUT_LEAST = .9;
    private static final double CUT_MOST = .5;
    private static final double LONG_QUEUE = 4;
    private static final double SHRINKING = .95;
    private static final double RAISE = .03;
    private static final double PROBE = .1;
    private static final long BURST_MS = 50;
    private static final int LIFTED_AFTER = 10;
    private static final int BEST_OF = 5;
    private static final int LATE_BEFORE_CUT = 2;
    private static final double BUCKET_MIN = 10;
    private static final double REST_DRIFT = 1.01;
    private static final long RETRY_AFTER_MAX_S = 30;

    /** The least the limit falls to, tasks a second: a hub whose delay never ends still makes progress. */
    public static final double LEAST_PER_SECOND = 20;

    /** Kinds of delay that tell whether the hub is behind. */
    public enum Delay {
        /** What is to be done waits for the owner thread. */
        OWNER(25),
        /** A change waits to be durable. */
        COMMIT(250);

        private final double targetMs;

        Delay(double targetMs) {
            this.targetMs = targetMs;
        }

        /** What is still fine, milliseconds. */
        public double targetMs() {
            return targetMs;
        }
    }

    private static final Delay[] DELAYS = Delay.values();
    private static final long NOTHING = Long.MIN_VALUE;

    private final double[] takenPerSecond = new double[BEST_OF];
    private double limit = Double.POSITIVE_INFINITY;
    private double tokens;
    private long filledMs;
    private long intervalMs = Long.MIN_VALUE;
    private final long[] pendingMs = {NOTHING, NOTHING};
    private final double[] smallestMs = unknown();
    private final double[] restMs = unknown();
    private long taken;
    private long refused;
    private double refusedPerSecond;
    private double tooMuch;
    private double excessBefore;
    private int lateInARow;
    private int freeInARow;
    private int intervals;

    private static double[] unknown() {
        var values = new double[DELAYS.length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /**
     * Something begins to wait whose turn will be told with {@link #done}; one of a kind is watched at a time.
     *
     * @return false when one is being watched already: this one is not
     */
    public synchronized boolean watch(Delay kind, long nowMs) {
        turn(nowMs);
        if (pendingMs[kind.ordinal()] != NOTHING) {
            return false;
        }
        pendingMs[kind.ordinal()] = nowMs;
        return true;
    }

    /** What was watched had its turn. */
    public synchronized void done(Delay kind, long nowMs) {
        turn(nowMs);
        int i = kind.ordinal();
        if (pendingMs[i] != NOTHING) {
            double delayMs = Math.max(0, nowMs - pendingMs[i]);
            smallestMs[i] = Double.isNaN(smallestMs[i]) ? delayMs : Math.min(smallestMs[i], delayMs);
            pendingMs[i] = NOTHING;
        }
    }

    /** Takes one task on; false, and the refusal counted, when it must not be taken. */
    public synchronized boolean take(int priority, long nowMs) {
        turn(nowMs);
        if (limit == Double.POSITIVE_INFINITY) {
            taken++;
            return true;
        }
        fill(nowMs);
        double kept = bucket() * (priority - PriorityShare.FIRST) / PriorityShare.LAST;
        if (tokens < 1 + kept) {
            refused++;
            return false;
        }
        tokens--;
        taken++;
        return true;
    }

    /** Counts a task that was taken on without asking. */
    public synchronized void took(long nowMs) {
        turn(nowMs);
        taken++;
    }

    /** Tasks a second that are taken on at most; empty while there is no limit. */
    public synchronized OptionalDouble perSecond(long nowMs) {
        turn(nowMs);
        return limit == Double.POSITIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(limit);
    }

    /**
     * When a refused client has a fair chance: the seconds that the limit needs for all who were refused in the last
     * interval's second, in [1, 30].
     */
    public synchronized long retryAfterSeconds() {
        double rate = Math.max(refusedPerSecond, refused * 1000.0 / INTERVAL_MS);
        double seconds = limit == Double.POSITIVE_INFINITY ? 1 : rate / limit;
        return (long) Math.min(RETRY_AFTER_MAX_S, Math.max(1, Math.ceil(seconds)));
    }

    private void turn(long nowMs) {
        if (intervalMs == Long.MIN_VALUE) {
            intervalMs = nowMs;
        }
        long elapsedMs = nowMs - intervalMs;
        if (elapsedMs < INTERVAL_MS) {
            return;
        }
        takenPerSecond[intervals++ % BEST_OF] = taken * 1000.0 / elapsedMs;
        refusedPerSecond = refused * 1000.0 / elapsedMs;
        for (int i = 0; i < pendingMs.length; i++) {
            if (Double.isNaN(smallestMs[i]) && pendingMs[i] != NOTHING) {
                // Not even one had its turn: it is at least as late as that.
                smallestMs[i] = nowMs - pendingMs[i];
            }
        }
        judge(nowMs);
        intervalMs = nowMs;
        Arrays.fill(smallestMs, Double.NaN);
        taken = 0;
        refused = 0;
    }

    private void judge(long nowMs) {
        double excess = excess();
        boolean isShrinking = excess < SHRINKING * excessBefore;
        excessBefore = excess;
        if (excess > 1) {
            freeInARow = 0;
            lateInARow = isShrinking ? 0 : lateInARow + 1;
            if (lateInARow >= LATE_BEFORE_CUT) {
                cut(excess, nowMs);
                lateInARow = 0;
            }
            return;
        }
        lateInARow = 0;
        if (limit == Double.POSITIVE_INFINITY) {
            return;
        }
        freeInARow = refused > 0 ? 0 : freeInARow + 1;
        limit = freeInARow >= LIFTED_AFTER
                ? Double.POSITIVE_INFINITY
                : limit + Math.max(limit, tooMuch) * (refused > 0 ? RAISE : PROBE);
    }

    /** The delays as shares of what is still fine, the worst kind; the delay at rest follows the smallest, and drifts up. */
    private double excess() {
        double worst = 0;
        for (int i = 0; i < DELAYS.length; i++) {
            if (!Double.isNaN(smallestMs[i])) {
                restMs[i] = Double.isNaN(restMs[i]) ? smallestMs[i] : Math.min(restMs[i] * REST_DRIFT, smallestMs[i]);
                double targetMs = DELAYS[i].targetMs();
                worst = Math.max(worst, smallestMs[i] / (targetMs + 2 * Math.min(restMs[i], targetMs)));
            }
        }
        return worst;
    }

    private void cut(double excess, long nowMs) {
        double share = excess > LONG_QUEUE ? CUT_MOST : CUT_LEAST;
        double best = Arrays.stream(takenPerSecond).max().orElse(0);
        boolean isFirst = limit == Double.POSITIVE_INFINITY;
        tooMuch = isFirst ? best : limit;
        limit = Math.max(LEAST_PER_SECOND, share * Math.min(tooMuch, Math.max(best, CUT_MOST * tooMuch)));
        if (isFirst) {
            filledMs = nowMs;
            tokens = 0;
        }
        tokens = Math.min(tokens, bucket());
    }

    private void fill(long nowMs) {
        if (nowMs > filledMs) {
            tokens = Math.min(bucket(), tokens + (nowMs - filledMs) * limit / 1000);
            filledMs = nowMs;
        }
    }

    private double bucket() {
        return Math.max(BUCKET_MIN, limit * BURST_MS / 1000);
    }
}

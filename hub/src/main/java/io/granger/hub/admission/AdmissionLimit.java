package io.granger.hub.admission;

import java.util.Arrays;

/**
 * How many submissions the hub has on their way to an answer at once: so many that nobody notices while it keeps up, few while it is
 * behind.
 *
 * <p>What is taken on waits for the owner thread and for the store, then it is answered and makes place for the next one. So the hub takes
 * on what it gets done, no more and no less, from the first moment of an overload to its last, and no rate has to be found or found again
 * (Jacobson 1988, "Congestion avoidance and control": conservation of packets). What is learnt is how much of a queue that needs.
 *
 * <p>Time is cut into intervals of 100 ms. Let {@code d} be the <em>smallest</em> delay of a kind seen in an interval
 * (Nichols and Jacobson 2012, "Controlling queue delay": a burst leaves the minimum small, a standing queue does not),
 * {@code t} the target of that kind, {@code b} the delay of a hub at rest; {@code e} is the largest {@code d / (t + 2 min(b, t))} of all
 * kinds. Two intervals in a row with {@code e > 1} that does not shrink cut the limit, from the most that was on its way meanwhile, to
 * {@code 1 / e} of it, in [.5, .9]. Any other interval raises it, by a quarter when nobody was refused in it and by a twentieth when
 * somebody was. It stays in [{@value #LEAST}, {@value #MOST}]. A less urgent priority has its {@linkplain PriorityShare share} of it.
 *
 * <p>Safe from any thread.
 */
public final class AdmissionLimit {
    /**
     * What is always taken on, 512 of priority 3: with fewer on their way it is the machine that is late, and refusing would help nobody;
     * least of all itself, for who is refused at once asks again at once.
     */
    public static final int LEAST = 640;

    /** The largest burst that is taken on whole. */
    public static final int MOST = 2_048;

    private static final long INTERVAL_MS = 100;
    private static final double CUT_LEAST = .9;
    private static final double CUT_MOST = .5;
    private static final double SHRINKING = .95;
    private static final double RAISE_REFUSING = 1.05;
    private static final double RAISE = 1.25;
    private static final int LATE_BEFORE_CUT = 2;
    private static final double REST_DRIFT = 1.01;
    private static final long RETRY_AFTER_MAX_S = 30;

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

    private double limit = MOST;
    private int underWay;
    private int mostUnderWay;
    private long intervalMs = NOTHING;
    private final long[] pendingMs = {NOTHING, NOTHING};
    private final double[] smallestMs = unknown();
    private final double[] restMs = unknown();
    private long answered;
    private long refused;
    private long retryAfterSeconds = 1;
    private double excessBefore;
    private int lateInARow;

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

    /** Whether {@link #take} would take one on now; a refusal is counted. */
    public synchronized boolean hasRoom(int priority, long nowMs) {
        turn(nowMs);
        boolean hasRoom = underWay < PriorityShare.of((int) limit, priority);
        refused += hasRoom ? 0 : 1;
        return hasRoom;
    }

    /** Takes one submission on, whose answer is to be told with {@link #answered}; false, and counted, when it must not be taken. */
    public synchronized boolean take(int priority, long nowMs) {
        if (!hasRoom(priority, nowMs)) {
            return false;
        }
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
        return true;
    }

    /** One that was taken on has its answer, whichever. */
    public synchronized void answered(long nowMs) {
        turn(nowMs);
        underWay--;
        answered++;
    }

    /** How many may be on their way at most, of the most urgent priority. */
    public synchronized int limit(long nowMs) {
        turn(nowMs);
        return (int) limit;
    }

    /**
     * When a refused client has a fair chance: the seconds that the hub, at its pace of the last interval in which anybody was refused,
     * needs for all who were refused in a second; in [1, 30].
     */
    public synchronized long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    private void turn(long nowMs) {
        if (intervalMs == NOTHING) {
            intervalMs = nowMs;
        }
        if (nowMs - intervalMs < INTERVAL_MS) {
            return;
        }
        for (int i = 0; i < pendingMs.length; i++) {
            if (Double.isNaN(smallestMs[i]) && pendingMs[i] != NOTHING) {
                // Not even one had its turn: it is at least as late as that.
                smallestMs[i] = nowMs - pendingMs[i];
            }
        }
        judge();
        if (refused > 0) {
            retryAfterSeconds =
                    Math.clamp((refused + Math.max(1, answered) - 1) / Math.max(1, answered), 1, RETRY_AFTER_MAX_S);
        }
        intervalMs = nowMs;
        Arrays.fill(smallestMs, Double.NaN);
        mostUnderWay = underWay;
        answered = 0;
        refused = 0;
    }

    private void judge() {
        double excess = excess();
        boolean isShrinking = excess < SHRINKING * excessBefore;
        excessBefore = excess;
        if (excess <= 1) {
            lateInARow = 0;
            limit = Math.min(MOST, limit * (refused > 0 ? RAISE_REFUSING : RAISE));
            return;
        }
        lateInARow = isShrinking ? 0 : lateInARow + 1;
        if (lateInARow >= LATE_BEFORE_CUT) {
            lateInARow = 0;
            limit = Math.max(LEAST, Math.min(limit, mostUnderWay) * Math.clamp(1 / excess, CUT_MOST, CUT_LEAST));
        }
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
}

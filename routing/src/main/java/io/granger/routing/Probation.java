package io.granger.routing;

/**
 * Bounds the share of a step's traffic that newcomers get: a spoke nobody knows looks promising to a policy that explores, and
 * would otherwise take half of the tasks until it has shown what it is.
 *
 * <p>A newcomer is a candidate of fewer than {@value #CALLS} calls while another has had {@value #SEASONED_CALLS}: where all are
 * new, none is. A pure function of what a decision stores, so that replay repeats it.
 */
final class Probation {
    /** Calls after which a candidate is no newcomer. */
    static final int CALLS = 10;

    /** Calls another candidate needs to have had for there to be newcomers at all. */
    static final int SEASONED_CALLS = 50;

    /** Most of the probability that all newcomers together get. */
    static final double SHARE = 0.2;

    private static final float LOG_CALLS = (float) StrictMath.log1p(CALLS);
    private static final float LOG_SEASONED_CALLS = (float) StrictMath.log1p(SEASONED_CALLS);

    private Probation() {}

    /** Moves what newcomers have beyond the bound to the others, in proportion to what they have; changes {@code base} in place. */
    static void bound(double[] base, Situation situation) {
        double newcomers = 0;
        double rest = 0;
        int others = 0;
        boolean anySeasoned = false;
        for (int i = 0; i < base.length; i++) {
            CandidateEntry entry = situation.candidates().get(i);
            if (!entry.eligible()) {
                continue;
            }
            if (isNew(entry)) {
                newcomers += base[i];
            } else {
                rest += base[i];
                others++;
                anySeasoned |= entry.features()[CandidateFeatures.LOG_CALLS] >= LOG_SEASONED_CALLS;
            }
        }
        if (anySeasoned && newcomers > SHARE) {
            move(base, situation, newcomers, rest, others);
        }
    }

    /** {@code rest} is what the others have, added up: as 1 less the newcomers it would be nothing but rounding where it is small. */
    private static void move(double[] base, Situation situation, double newcomers, double rest, int others) {
        for (int i = 0; i < base.length; i++) {
            CandidateEntry entry = situation.candidates().get(i);
            if (!entry.eligible()) {
                continue;
            }
            if (isNew(entry)) {
                base[i] *= SHARE / newcomers;
            } else {
                base[i] = (1 - SHARE) * (rest > 0 ? base[i] / rest : 1.0 / others);
            }
        }
    }

    private static boolean isNew(CandidateEntry entry) {
        return entry.features()[CandidateFeatures.LOG_CALLS] < LOG_CALLS;
    }
}

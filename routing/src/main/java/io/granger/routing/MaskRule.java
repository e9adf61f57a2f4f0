package io.granger.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the facts of all candidates into masks: one pure function, used when deciding and when replaying.
 *
 * <p>Each candidate first gets the first {@link Mask} that holds, in the order of the constants. Then two rules that
 * look at all of them: when nobody is eligible, nobody waits for a slot, and some candidates are masked by their
 * breaker alone, the one of these that closes soonest becomes eligible ({@code breaker-last}); and a last resort
 * ({@link Mask#OTHERS_LEFT}) is masked as long as anything else is eligible.
 */
public final class MaskRule {
    /** Verdict on a candidate that is eligible. */
    private static final byte ELIGIBLE = -1;
    /** Verdict on a candidate that is eligible because all the others have open breakers. */
    private static final byte BREAKER_LAST = -2;

    private static final Mask[] ORDER = Mask.values();
    private static final List<Optional<Mask>> BOXED =
            List.of(ORDER).stream().map(Optional::of).toList();
    private static final int HARD_OR_SOFT = hardOrSoft();

    private MaskRule() {}

    private static int hardOrSoft() {
        int bits = 0;
        for (Mask mask : ORDER) {
            if (mask.kind() != Mask.Kind.WAITING && mask != Mask.OTHERS_LEFT) {
                bits |= mask.bit();
            }
        }
        return bits;
    }

    /** The same candidates with masks that follow from their facts. */
    public static List<CandidateEntry> mask(List<CandidateEntry> candidates) {
        byte[] verdicts = verdicts(candidates);
        List<CandidateEntry> masked = new ArrayList<>(verdicts.length);
        for (int i = 0; i < verdicts.length; i++) {
            CandidateEntry entry = candidates.get(i);
            masked.add(
                    follows(entry, verdicts[i])
                            ? entry
                            : new CandidateEntry(
                                    entry.id(),
                                    entry.features(),
                                    entry.facts(),
                                    verdicts[i] < 0,
                                    maskOf(verdicts[i]),
                                    verdicts[i] == BREAKER_LAST,
                                    0,
                                    0,
                                    0));
        }
        return masked;
    }

    /** The first candidate whose masks do not follow from its facts, or -1. */
    public static int firstDifference(List<CandidateEntry> candidates) {
        byte[] verdicts = verdicts(candidates);
        for (int i = 0; i < verdicts.length; i++) {
            if (!follows(candidates.get(i), verdicts[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Whether nobody is eligible, and somebody would be with a free slot. */
    public static boolean waits(List<CandidateEntry> masked) {
        boolean waits = false;
        for (CandidateEntry entry : masked) {
            if (entry.eligible()) {
                return false;
            }
            waits |= (entry.facts() & HARD_OR_SOFT & ~Mask.BREAKER.bit()) == 0;
        }
        return waits;
    }

    private static boolean follows(CandidateEntry entry, byte verdict) {
        return entry.eligible() == (verdict < 0)
                && entry.breakerLast() == (verdict == BREAKER_LAST)
                && entry.mask().equals(maskOf(verdict));
    }

    private static Optional<Mask> maskOf(byte verdict) {
        return verdict < 0 ? Optional.empty() : BOXED.get(verdict);
    }

    private static byte[] verdicts(List<CandidateEntry> candidates) {
        int n = candidates.size();
        byte[] verdicts = new byte[n];
        boolean anyEligible = false;
        boolean anyWaiting = false;
        for (int i = 0; i < n; i++) {
            int facts = candidates.get(i).facts();
            verdicts[i] = first(facts & ~Mask.OTHERS_LEFT.bit());
            boolean lastResort = Facts.holds(facts, Mask.OTHERS_LEFT);
            anyEligible |= verdicts[i] == ELIGIBLE && !lastResort;
            anyWaiting |= verdicts[i] == Mask.CONCURRENCY.ordinal();
        }
        if (!anyEligible && !anyWaiting) {
            anyEligible = admitProbe(candidates, verdicts);
        }
        for (int i = 0; i < n; i++) {
            if (anyEligible
                    && verdicts[i] == ELIGIBLE
                    && Facts.holds(candidates.get(i).facts(), Mask.OTHERS_LEFT)) {
                verdicts[i] = (byte) Mask.OTHERS_LEFT.ordinal();
            }
        }
        return verdicts;
    }

    private static byte first(int facts) {
        for (byte i = 0; i < ORDER.length; i++) {
            if ((facts & ORDER[i].bit()) != 0) {
                return i;
            }
        }
        return ELIGIBLE;
    }

    private static boolean admitProbe(List<CandidateEntry> candidates, byte[] verdicts) {
        int soonest = -1;
        for (int i = 0; i < verdicts.length; i++) {
            int facts = candidates.get(i).facts();
            boolean breakerAlone = verdicts[i] == Mask.BREAKER.ordinal() && !Facts.holds(facts, Mask.CONCURRENCY);
            if (breakerAlone
                    && (soonest < 0
                            || Facts.closingRank(facts)
                                    < Facts.closingRank(candidates.get(soonest).facts()))) {
                soonest = i;
            }
        }
        if (soonest >= 0) {
            verdicts[soonest] = BREAKER_LAST;
        }
        return soonest >= 0;
    }
}

package io.granger.routing;

import java.util.Arrays;
import java.util.Optional;

/**
 * One candidate as a decision saw it: what described it, whether it could be chosen, and how it was judged.
 *
 * <p>The array is handed over, not copied: nobody changes it afterwards.
 *
 * @param id {@code spoke@version/capability} at the step level, the id of the option at the other two
 * @param features what it was scored from, in the layout of its level; finite
 * @param facts raw conditions, see {@link Facts}; {@link MaskRule} turns them into the next three
 * @param eligible whether it could be chosen
 * @param mask the first reason why not; empty exactly when eligible
 * @param breakerLast eligible only because breakers mask all the others and its own closes soonest
 * @param score value given by the router that acted, 0 when not eligible
 * @param spread standard deviation of that value, 0 from heuristics
 * @param probability chance it was chosen with, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below; a copy for each read costs too much here
public record CandidateEntry(
        String id,
        float[] features,
        int facts,
        boolean eligible,
        Optional<Mask> mask,
        boolean breakerLast,
        double score,
        double spread,
        double probability) {
    public CandidateEntry {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("candidate id must not be empty");
        }
        if (eligible == mask.isPresent()) {
            throw new IllegalArgumentException(
                    "candidate " + id + " must have a mask exactly when not eligible, eligible is " + eligible);
        }
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability of " + id + " must be in [0, 1], is " + probability);
        }
        if (!eligible && probability != 0) {
            throw new IllegalArgumentException("probability of masked " + id + " must be 0, is " + probability);
        }
    }

    /** A candidate before {@link MaskRule} has looked at its facts and before it was scored. */
    public static CandidateEntry raw(String id, float[] features, int facts) {
        return new CandidateEntry(id, features, facts, true, Optional.empty(), false, 0, 0, 0);
    }

    /** The same candidate with what a router said about it. */
    public CandidateEntry judged(double score, double spread, double probability) {
        return new CandidateEntry(id, features, facts, eligible, mask, breakerLast, score, spread, probability);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof CandidateEntry that && isEqual(that);
    }

    private boolean isEqual(CandidateEntry that) {
        return id.equals(that.id)
                && Arrays.equals(features, that.features)
                && facts == that.facts
                && eligible == that.eligible
                && mask.equals(that.mask)
                && breakerLast == that.breakerLast
                && Double.compare(score, that.score) == 0
                && Double.compare(spread, that.spread) == 0
                && Double.compare(probability, that.probability) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(features) + facts;
    }

    @Override
    public String toString() {
        return id + (eligible ? "" : " masked " + mask.map(Mask::word).orElse("")) + " p=" + probability + " score="
                + score + " spread=" + spread + " features=" + Arrays.toString(features);
    }
}

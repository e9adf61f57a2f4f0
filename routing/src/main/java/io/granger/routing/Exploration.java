package io.granger.routing;

import io.granger.rl.Scores;
import java.util.List;
import java.util.Optional;

/** What happens to a router's vector between its answer and the draw; used when deciding and when replaying. */
final class Exploration {
    private static final double SUM_TOLERANCE = 1e-9;

    private Exploration() {}

    /** {@code (1 - floor) * base + floor / n} over the {@code n} eligible candidates, 0 elsewhere. */
    static double[] withFloor(double[] base, Situation situation, double floor) {
        double[] vector = new double[base.length];
        int n = situation.eligibleCount();
        for (int i = 0; i < base.length; i++) {
            if (situation.candidates().get(i).eligible()) {
                vector[i] = Math.min(1, (1 - floor) * base[i] + floor / n);
            }
        }
        return vector;
    }

    /** Why an answer cannot be drawn from, or empty. */
    static Optional<String> fault(Scores scores, double[] base, Situation situation) {
        List<CandidateEntry> candidates = situation.candidates();
        int n = candidates.size();
        if (base.length != n || scores.value().length != n || scores.spread().length != n) {
            return Optional.of(DecisionMaker.NON_FINITE);
        }
        double sum = 0;
        boolean masked = false;
        for (int i = 0; i < n; i++) {
            if (!(base[i] >= 0 && base[i] <= 1 + SUM_TOLERANCE)) {
                return Optional.of(DecisionMaker.NON_FINITE);
            }
            if (candidates.get(i).eligible()) {
                if (!Double.isFinite(scores.value()[i]) || !Double.isFinite(scores.spread()[i])) {
                    return Optional.of(DecisionMaker.NON_FINITE);
                }
            } else {
                masked |= base[i] > 0;
            }
            sum += base[i];
        }
        if (masked) {
            return Optional.of(DecisionMaker.MASKED);
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE ? Optional.empty() : Optional.of(DecisionMaker.NON_FINITE);
    }
}

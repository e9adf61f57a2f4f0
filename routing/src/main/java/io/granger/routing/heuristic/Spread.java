package io.granger.routing.heuristic;

import io.granger.rl.Scores;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Situation;
import java.util.List;

/** Ways to spread probability over the eligible candidates of a situation. */
public final class Spread {
    private Spread() {}

    /** All on the best score; candidates that tie share it evenly. */
    public static double[] onBest(Scores scores, Situation situation) {
        List<CandidateEntry> candidates = situation.candidates();
        double[] value = scores.value();
        double best = Double.NEGATIVE_INFINITY;
        int ties = 0;
        for (int i = 0; i < value.length; i++) {
            if (candidates.get(i).eligible() && value[i] >= best) {
                ties = value[i] > best ? 1 : ties + 1;
                best = value[i];
            }
        }
        double[] base = new double[value.length];
        for (int i = 0; i < value.length; i++) {
            if (candidates.get(i).eligible() && value[i] == best) {
                base[i] = 1.0 / ties;
            }
        }
        return base;
    }

    /** All on the eligible candidate with this place among the eligible ones. */
    public static double[] onPlace(int place, Situation situation) {
        double[] base = new double[situation.candidates().size()];
        int left = place;
        for (int i = 0; i < base.length; i++) {
            if (situation.candidates().get(i).eligible() && left-- == 0) {
                base[i] = 1;
            }
        }
        return base;
    }

    /**
     * The better of two distinct candidates drawn evenly: {@code 2 (n - r) / (n (n - 1))} for rank {@code r} of
     * {@code n}; candidates that tie share the probability of their ranks. Mitzenmacher (2001), "The power of two
     * choices in randomized load balancing"; with distinct draws the worst of several gets nothing.
     */
    public static double[] twoChoices(Scores scores, Situation situation) {
        List<CandidateEntry> candidates = situation.candidates();
        double[] value = scores.value();
        double[] base = new double[value.length];
        int n = situation.eligibleCount();
        for (int i = 0; i < value.length; i++) {
            if (!candidates.get(i).eligible()) {
                continue;
            }
            int better = 0;
            int same = 0;
            for (int j = 0; j < value.length; j++) {
                if (candidates.get(j).eligible()) {
                    better += value[j] > value[i] ? 1 : 0;
                    same += value[j] == value[i] ? 1 : 0;
                }
            }
            double rank = better + (same + 1) / 2.0;
            base[i] = n == 1 ? 1 : 2 * (n - rank) / (n * (n - 1.0));
        }
        return base;
    }
}

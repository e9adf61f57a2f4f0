package io.granger.routing.heuristic;

import io.granger.rl.Scores;
import io.granger.routing.CandidateEntry;
import io.granger.routing.OptionFeatures;
import io.granger.routing.Situation;

/**
 * Takes the first option in the order they were proposed: chains as the recipe lists them, recovery options as retry,
 * substitute, reroute, skip, escalate. Stateless; safe from any thread.
 */
public enum OptionHeuristic implements Heuristic {
    /** For chains. */
    FIRST_CHAIN("first-chain"),
    /** For what follows a failed step. */
    FIRST_RECOVERY("first-recovery");

    private final String word;

    OptionHeuristic(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Scores score(Situation situation) {
        int n = situation.candidates().size();
        double[] value = new double[n];
        for (int i = 0; i < n; i++) {
            CandidateEntry entry = situation.candidates().get(i);
            value[i] = entry.eligible() ? -entry.features()[OptionFeatures.ORDER] : 0;
        }
        return new Scores(value, new double[n]);
    }

    @Override
    public double[] base(Scores scores, Situation situation) {
        return Spread.onBest(scores, situation);
    }
}

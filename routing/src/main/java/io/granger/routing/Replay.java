package io.granger.routing;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import io.granger.routing.heuristic.Heuristic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repeats recorded decisions: masks from facts, the heuristic's choice from features, the vector from stored scores,
 * the draw from the secret; and the scores too where the router is still what it was.
 *
 * <p>Immutable; as safe for use from several threads as the routers it was given.
 */
public final class Replay {
    private final Map<String, Router> routers;
    private final Draws draws;

    /**
     * A replay.
     *
     * @param routers by {@link Router#policy()}; the heuristics, and policies where they are at hand
     */
    public Replay(Map<String, Router> routers, Draws draws) {
        this.routers = Map.copyOf(routers);
        this.draws = draws;
    }

    /** Notes of one repetition. */
    private static final class Notes {
        final List<String> repeated = new ArrayList<>();
        final List<String> skipped = new ArrayList<>();
        final List<String> differences = new ArrayList<>();

        void claim(String what, boolean same, String difference) {
            if (!repeated.contains(what)) {
                repeated.add(what);
            }
            if (!same) {
                differences.add(what + ": " + difference);
            }
        }
    }

    /** The repetition of one decision. */
    public ReplayReport replay(Decision decision) {
        Notes notes = new Notes();
        Situation situation = decision.situation();
        repeatMasks(situation, decision, notes);
        if (notes.differences.isEmpty()) {
            repeatHeuristic(situation, decision, notes);
            repeatVector(situation, decision, notes);
            repeatDraw(decision, notes);
            repeatShadow(decision, notes);
            repeatScores(situation, decision, notes);
        } else {
            notes.skipped.add("all else: the masks are not what they were");
        }
        return new ReplayReport(decision.decisionId(), notes.repeated, notes.skipped, notes.differences);
    }

    private static void repeatMasks(Situation situation, Decision decision, Notes notes) {
        int wrong = MaskRule.firstDifference(situation.candidates());
        notes.claim(
                "masks", wrong < 0, wrong < 0 ? "" : "those of " + idOf(decision, wrong) + " do not follow from facts");
        for (int i = 0; i < decision.candidates().size(); i++) {
            CandidateEntry entry = decision.candidates().get(i);
            notes.claim("masks", entry.eligible() || i != decision.chosen(), "masked " + entry.id() + " was chosen");
        }
        notes.claim("masks", situation.eligibleCount() > 0, "nobody is eligible");
    }

    private void repeatHeuristic(Situation situation, Decision decision, Notes notes) {
        if (!(routers.get(Decision.HEURISTIC_PREFIX + decision.heuristic()) instanceof Heuristic heuristic)) {
            notes.skipped.add("heuristic: no heuristic is called " + decision.heuristic());
            return;
        }
        if (!sameSecret(decision)) {
            notes.skipped.add("heuristic: drawn with secret " + decision.seedId() + ", here is " + draws.seedId());
            return;
        }
        double[] base = heuristic.base(heuristic.score(situation), situation);
        double[] vector = Exploration.withFloor(base, situation, decision.floor());
        int chosen = pick(vector, draws.uniform(decision.decisionId(), Draws.HEURISTIC));
        notes.claim(
                "heuristic",
                chosen == decision.heuristicChoice(),
                "chose " + idOf(decision, chosen) + ", recorded is " + idOf(decision, decision.heuristicChoice()));
    }

    private void repeatVector(Situation situation, Decision decision, Notes notes) {
        Router router = routers.get(decision.policy());
        if (router == null) {
            notes.skipped.add("vector: no router is called " + decision.policy());
            return;
        }
        List<CandidateEntry> candidates = decision.candidates();
        double[] value = new double[candidates.size()];
        double[] spread = new double[candidates.size()];
        for (int i = 0; i < value.length; i++) {
            value[i] = candidates.get(i).score();
            spread[i] = candidates.get(i).spread();
        }
        double[] base = router.base(new Scores(value, spread), situation);
        double[] vector = Exploration.withFloor(base, situation, decision.floor());
        for (int i = 0; i < vector.length; i++) {
            double recorded = candidates.get(i).probability();
            notes.claim(
                    "vector",
                    vector[i] == recorded,
                    "probability of " + idOf(decision, i) + " is " + vector[i] + ", recorded is " + recorded);
        }
        double chosen = decision.chosenEntry().probability();
        notes.claim(
                "vector",
                decision.propensity() == chosen,
                "propensity is " + chosen + ", recorded is " + decision.propensity());
    }

    private void repeatDraw(Decision decision, Notes notes) {
        if (!sameSecret(decision)) {
            notes.skipped.add("draw: drawn with secret " + decision.seedId() + ", here is " + draws.seedId());
            return;
        }
        double draw = draws.uniform(decision.decisionId(), decision.byHeuristic() ? Draws.HEURISTIC : Draws.POLICY);
        notes.claim("draw", draw == decision.draw(), "is " + draw + ", recorded is " + decision.draw());
        double[] vector = new double[decision.candidates().size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = decision.candidates().get(i).probability();
        }
        int chosen = pick(vector, draw);
        notes.claim(
                "draw",
                chosen == decision.chosen(),
                "picks " + idOf(decision, chosen) + ", recorded is " + idOf(decision, decision.chosen()));
    }

    private void repeatShadow(Decision decision, Notes notes) {
        if (decision.shadow().isEmpty() || !sameSecret(decision)) {
            return;
        }
        Shadow shadow = decision.shadow().get();
        int chosen = pick(shadow.probabilities(), draws.uniform(decision.decisionId(), Draws.SHADOW));
        notes.claim(
                "shadow",
                chosen == shadow.chosen(),
                "picks " + idOf(decision, chosen) + ", recorded is " + idOf(decision, shadow.chosen()));
    }

    private void repeatScores(Situation situation, Decision decision, Notes notes) {
        Optional<Scores> repeated = scores(situation, decision);
        if (repeated.isEmpty()) {
            notes.skipped.add("scores: " + decision.policy() + " is not at revision " + decision.revision());
            return;
        }
        Scores scores = repeated.get();
        for (int i = 0; i < decision.candidates().size(); i++) {
            CandidateEntry entry = decision.candidates().get(i);
            notes.claim(
                    "scores",
                    !entry.eligible() || (scores.value()[i] == entry.score() && scores.spread()[i] == entry.spread()),
                    "score of " + entry.id() + " is " + scores.value()[i] + " +- " + scores.spread()[i]
                            + ", recorded is " + entry.score() + " +- " + entry.spread());
        }
    }

    private Optional<Scores> scores(Situation situation, Decision decision) {
        Router router = routers.get(decision.policy());
        if (router == null || router.revision() != decision.revision()) {
            return Optional.empty();
        }
        // It may learn at this moment.
        Router.Judged judged = router.judge(situation);
        return judged.revision() == decision.revision() ? Optional.of(judged.scores()) : Optional.empty();
    }

    private boolean sameSecret(Decision decision) {
        return draws.seedId().equals(decision.seedId());
    }

    /** The pick of a draw, or -1 when the vector is no distribution. */
    private static int pick(double[] vector, double draw) {
        try {
            return ActionDistribution.of(vector).pick(draw);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static String idOf(Decision decision, int index) {
        return Optional.of(index)
                .filter(i -> i >= 0 && i < decision.candidates().size())
                .map(i -> decision.candidates().get(i).id())
                .orElse("nobody");
    }
}

package io.granger.hub.train;

import io.granger.rl.ope.BettingDifference;
import io.granger.rl.ope.Interval;
import io.granger.rl.ope.LowerBounds;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What some logged choices say about the judged version beside the live policy and the heuristic.
 *
 * <p>Values are mean rewards in [0, 1]: self-normalised ({@code snipw}), doubly robust ({@code dr}) and both ({@code sndr}). A difference is
 * the mean of doubly robust worths; its bounds are each wrong with a probability of .05 at most and may stand in a log whose
 * propensities depended on what was learnt meanwhile, because the model of a row was fitted to earlier rows only.
 */
final class Comparison {
    static final double DELTA = 0.05;

    /** The reach is taken for so many times the largest seen. */
    private static final double SLACK = 2;

    private final List<JudgedChoice> choices;

    /** Over these choices, in the order they were made. */
    Comparison(List<JudgedChoice> choices) {
        this.choices = List.copyOf(choices);
    }

    int size() {
        return choices.size();
    }

    /** Effective sample size of the judged version: {@code (sum w)^2 / sum w^2} (Kish 1965). */
    double effectiveSize() {
        double sum = 0;
        double squares = 0;
        for (JudgedChoice choice : choices) {
            double weight = choice.weight(choice.fresh());
            sum += weight;
            squares += weight * weight;
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }

    double unlogged() {
        return mean(JudgedChoice::unlogged);
    }

    /** Bounds of the judged version's worth less another policy's. */
    Interval against(Function<JudgedChoice, double[]> other) {
        double reach = 0;
        for (JudgedChoice choice : choices) {
            reach = Math.max(reach, SLACK * choice.reach(choice.fresh(), other.apply(choice)));
        }
        return BettingDifference.of(differences(other), reach, DELTA);
    }

    private double[] differences(Function<JudgedChoice, double[]> other) {
        double[] differences = new double[choices.size()];
        for (int i = 0; i < differences.length; i++) {
            JudgedChoice choice = choices.get(i);
            differences[i] = choice.worth(choice.fresh()) - choice.worth(other.apply(choice));
        }
        return differences;
    }

    /** As shown and stored. */
    JsonObject toJson() {
        JsonObject json = new JsonObject().put("n", choices.size());
        if (choices.isEmpty()) {
            return json;
        }
        return json.put("ess", effectiveSize())
                .put(
                        "largestWeight",
                        choices.stream()
                                .mapToDouble(choice -> choice.weight(choice.fresh()))
                                .max()
                                .orElse(0))
                .put("unloggedMass", unlogged())
                .put(
                        "values",
                        new JsonObject()
                                .put("logged", mean(JudgedChoice::reward))
                                .put("version", values(JudgedChoice::fresh))
                                .put("live", values(JudgedChoice::live))
                                .put("heuristic", values(JudgedChoice::heuristic)))
                .put(
                        "difference",
                        new JsonObject()
                                .put("live", difference(JudgedChoice::live))
                                .put("heuristic", difference(JudgedChoice::heuristic)));
    }

    private JsonObject values(Function<JudgedChoice, double[]> policy) {
        double weights = mean(choice -> choice.weight(policy.apply(choice)));
        double weighted = mean(choice -> choice.weight(policy.apply(choice)) * choice.reward());
        double modelled = mean(choice -> choice.modelled(policy.apply(choice)));
        double corrected = mean(
                choice -> choice.weight(policy.apply(choice)) * (choice.reward() - choice.expected()[choice.chosen()]));
        return new JsonObject()
                .put("snipw", weights == 0 ? 0 : weighted / weights)
                .put("dr", modelled + corrected)
                .put("sndr", modelled + (weights == 0 ? 0 : corrected / weights));
    }

    private JsonObject difference(Function<JudgedChoice, double[]> other) {
        Interval bounds = against(other);
        double[] differences = differences(other);
        JsonObject json = new JsonObject()
                .put("mean", java.util.Arrays.stream(differences).average().orElse(0))
                .put("low", bounds.low())
                .put("high", bounds.high());
        if (differences.length > 1) {
            // shown for comparison, never decides
            json.put("studentLow", LowerBounds.studentT(differences, DELTA));
        }
        return json;
    }

    private double mean(ToDoubleFunction<JudgedChoice> of) {
        return choices.stream().mapToDouble(of).average().orElse(0);
    }
}

package io.granger.rl.ope;

import java.util.ArrayList;
import java.util.List;

/**
 * Importance sampling over whole episodes.
 *
 * <p>Letters: {@code rho_t = pi(a_t | s_t) / p_t}, {@code rho_0:t} their product up to step {@code t}, {@code G} the discounted return of
 * an episode, mean and sums over episodes. The products grow or vanish with the length of an episode: shown for comparison, these
 * decide nothing. Precup, Sutton and Singh (2000), "Eligibility traces for off-policy policy evaluation". Pure.
 */
public final class EpisodeImportance {

    private EpisodeImportance() {}

    /** Ordinary: {@code mean(rho_0:T G)}. */
    public static <S> double ordinary(List<Episode<S>> episodes, double gamma) {
        return sum(episodes, gamma) / requireAny(episodes).size();
    }

    /** Weighted: {@code sum(rho_0:T G) / sum(rho_0:T)}; 0 where no episode has weight. */
    public static <S> double weighted(List<Episode<S>> episodes, double gamma) {
        double weights = 0;
        for (Episode<S> episode : requireAny(episodes)) {
            weights += episode.weight();
        }
        return weights == 0 ? 0 : sum(episodes, gamma) / weights;
    }

    private static <S> double sum(List<Episode<S>> episodes, double gamma) {
        double sum = 0;
        for (Episode<S> episode : episodes) {
            sum += episode.weight() * episode.discountedReturn(gamma);
        }
        return sum;
    }

    /** Per decision: {@code mean(sum over t of gamma^t rho_0:t r_t)}: a reward is weighted by what came before it only. */
    public static <S> double perDecision(List<Episode<S>> episodes, double gamma) {
        double sum = 0;
        for (Episode<S> episode : requireAny(episodes)) {
            double discount = 1;
            double weight = 1;
            for (EpisodeStep<S> step : episode.steps()) {
                weight *= step.weight();
                sum += discount * weight * step.reward();
                discount *= step.discount(gamma);
            }
        }
        return sum / episodes.size();
    }

    /**
     * Weighted per decision: each step's rewards are averaged with weights {@code rho_0:t}. An episode that has ended keeps its last
     * weight and earns 0. For steps of one time step each.
     */
    public static <S> double weightedPerDecision(List<Episode<S>> episodes, double gamma) {
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < requireAny(episodes).size(); i++) {
            weights.add(1.0);
        }
        double value = 0;
        double discount = 1;
        int longest = episodes.stream().mapToInt(e -> e.steps().size()).max().orElseThrow();
        for (int t = 0; t < longest; t++) {
            double earned = 0;
            double total = 0;
            for (int i = 0; i < episodes.size(); i++) {
                List<EpisodeStep<S>> steps = episodes.get(i).steps();
                if (t < steps.size()) {
                    weights.set(i, weights.get(i) * steps.get(t).weight());
                    earned += weights.get(i) * steps.get(t).reward();
                }
                total += weights.get(i);
            }
            value += total == 0 ? 0 : discount * earned / total;
            discount *= gamma;
        }
        return value;
    }

    private static <S> List<Episode<S>> requireAny(List<Episode<S>> episodes) {
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException("episodes must be at least 1, are 0");
        }
        return episodes;
    }
}

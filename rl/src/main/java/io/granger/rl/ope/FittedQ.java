package io.granger.rl.ope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fitted Q evaluation (FQE): the value of a target policy by repeated regression on single steps, free of products of weights.
 *
 * <p>Starts with {@code q_0 = 0} and fits {@code q_j+1(s, a)} to {@code r + gamma^k sum over a' of pi(a' | s') q_j(s', a')}, the second
 * part 0 where the episode ended. After {@code iterations} rounds {@code q} is the value of that many steps. Le, Voloshin and Yue
 * (2019), "Batch policy learning under constraints". Pure; safe from any thread.
 *
 * @param regression what values are fitted with
 * @param target probability that the target policy gives each action in a state
 * @param gamma discount per time step, in [0, 1]
 * @param iterations rounds, at least 1
 * @param <S> what a state is
 */
public record FittedQ<S>(ValueRegression<S> regression, TargetPolicy<S> target, double gamma, int iterations) {

    private static final int FOLDS = 5;

    /** The policy that is judged, at any state. */
    @FunctionalInterface
    public interface TargetPolicy<S> {
        /** Probability of each action; sums to 1. */
        double[] probabilities(S state);
    }

    /**
     * What an estimate over episodes says.
     *
     * @param value mean over the episodes
     * @param standardError of that mean, with an episode as the unit: its steps are not independent
     */
    public record Estimate(double value, double standardError) {}

    /** Refuses what is out of range. */
    public FittedQ {
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be in [0, 1], is " + gamma);
        }
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, are " + iterations);
        }
    }

    /** Fits the target's action values to all steps. */
    public ActionValues<S> fit(List<Episode<S>> episodes) {
        List<EpisodeStep<S>> steps = new ArrayList<>();
        episodes.forEach(episode -> steps.addAll(episode.steps()));
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("episodes must be at least 1, are 0");
        }
        ActionValues<S> q = (state, action) -> 0;
        double[] targets = new double[steps.size()];
        for (int j = 0; j < iterations; j++) {
            for (int i = 0; i < targets.length; i++) {
                EpisodeStep<S> step = steps.get(i);
                targets[i] = step.reward();
                Optional<S> next = step.next();
                if (next.isPresent()) {
                    targets[i] += step.discount(gamma) * expected(q, next.get());
                }
            }
            q = regression.fit(steps, targets);
        }
        return q;
    }

    /**
     * FQE: mean over the episodes of the fitted value of their first state. The error counts the spread of first states only, not
     * that of the fit.
     */
    public Estimate evaluate(List<Episode<S>> episodes) {
        ActionValues<S> q = fit(episodes);
        return mean(episodes.stream()
                .mapToDouble(episode -> episode.steps().getFirst().expected(q))
                .toArray());
    }

    /**
     * DR-FQE: per episode {@code V(s_0) + sum over t of gamma^t rho_0:t (r_t + gamma V(s_t+1) - q(s_t, a_t))}, with {@code q} fitted to
     * the other folds of episodes. Right when either {@code q} or the propensities are; its weights are those of {@link
     * EpisodeImportance}, so long episodes make it wild. Jiang and Li (2016), "Doubly robust off-policy value evaluation".
     */
    public Estimate evaluateDoublyRobust(List<Episode<S>> episodes) {
        int folds = Math.min(FOLDS, episodes.size());
        if (folds < 2) {
            throw new IllegalArgumentException("episodes must be at least 2, are " + episodes.size());
        }
        double[] values = new double[episodes.size()];
        for (int f = 0; f < folds; f++) {
            List<Episode<S>> others = new ArrayList<>();
            for (int i = 0; i < episodes.size(); i++) {
                if (i % folds != f) {
                    others.add(episodes.get(i));
                }
            }
            ActionValues<S> q = fit(others);
            for (int i = f; i < episodes.size(); i += folds) {
                values[i] = corrected(episodes.get(i), q);
            }
        }
        return mean(values);
    }

    private double corrected(Episode<S> episode, ActionValues<S> q) {
        double value = episode.steps().getFirst().expected(q);
        double weight = 1;
        double discount = 1;
        for (EpisodeStep<S> step : episode.steps()) {
            weight *= step.weight();
            if (weight == 0) {
                return value;
            }
            double after = step.next().isPresent()
                    ? step.discount(gamma) * expected(q, step.next().get())
                    : 0;
            value += discount * weight * (step.reward() + after - q.of(step.state(), step.action()));
            discount *= step.discount(gamma);
        }
        return value;
    }

    private double expected(ActionValues<S> q, S state) {
        double[] probabilities = target.probabilities(state);
        double sum = 0;
        for (int a = 0; a < probabilities.length; a++) {
            if (probabilities[a] > 0) {
                sum += probabilities[a] * q.of(state, a);
            }
        }
        return sum;
    }

    private static Estimate mean(double[] values) {
        double mean = LowerBounds.mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Estimate(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length));
    }
}

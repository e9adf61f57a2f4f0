package io.granger.rl.ope;

import java.util.List;

/**
 * A logged episode: its steps in order.
 *
 * @param steps at least one
 * @param <S> what a state is
 */
public record Episode<S>(List<EpisodeStep<S>> steps) {

    /** Refuses an episode without steps. */
    public Episode {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("an episode must have at least 1 step, has 0");
        }
    }

    /** Discounted sum of its rewards. */
    public double discountedReturn(double gamma) {
        double sum = 0;
        double discount = 1;
        for (EpisodeStep<S> step : steps) {
            sum += discount * step.reward();
            discount *= step.discount(gamma);
        }
        return sum;
    }

    /** Product of the weights of all its steps. */
    public double weight() {
        double weight = 1;
        for (EpisodeStep<S> step : steps) {
            weight *= step.weight();
        }
        return weight;
    }
}

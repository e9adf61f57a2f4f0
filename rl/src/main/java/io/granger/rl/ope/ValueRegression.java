package io.granger.rl.ope;

import java.util.List;

/**
 * Fits values of actions to targets: what {@link FittedQ} repeats.
 *
 * @param <S> what a state is
 */
@FunctionalInterface
public interface ValueRegression<S> {

    /**
     * Fits one value function to one target a step.
     *
     * @param steps whose states and actions are the inputs
     * @param targets of these steps, in order
     */
    ActionValues<S> fit(List<EpisodeStep<S>> steps, double[] targets);
}

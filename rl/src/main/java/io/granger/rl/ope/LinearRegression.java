package io.granger.rl.ope;

import io.granger.rl.bandit.RidgeModel;
import java.util.List;

/**
 * Exact ridge regression on features of a state and an action.
 *
 * @param features of a state and an action; always as many, all finite
 * @param lambda prior precision of every coefficient, above 0
 * @param <S> what a state is
 */
public record LinearRegression<S>(Features<S> features, double lambda) implements ValueRegression<S> {

    /** What the regression sees of a state and an action. */
    @FunctionalInterface
    public interface Features<S> {
        /** The features, a constant 1 among them. */
        double[] of(S state, int action);
    }

    @Override
    public ActionValues<S> fit(List<EpisodeStep<S>> steps, double[] targets) {
        int dimension = features.of(steps.getFirst().state(), steps.getFirst().action()).length;
        RidgeModel model = new RidgeModel(dimension, 1, lambda);
        for (int i = 0; i < targets.length; i++) {
            EpisodeStep<S> step = steps.get(i);
            model.update(features.of(step.state(), step.action()), new double[] {targets[i]});
        }
        return (state, action) -> model.mean(features.of(state, action), 0);
    }
}

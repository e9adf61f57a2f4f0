package io.granger.rl.ope;

import io.granger.rl.bandit.RidgeModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a log a reward model by exact ridge regression, cross-fitted: each row is valued by a model that never saw its fold.
 *
 * <p>A model that saw the row would take part of its noise for knowledge, and the doubly robust estimators would be biased.
 * Chernozhukov et al. (2018), "Double/debiased machine learning". Folds are rows {@code i mod folds}. Pure.
 */
public final class CrossFit {

    /** Folds, as many as are usual. */
    public static final int FOLDS = 5;

    private static final double LAMBDA = 1;

    private CrossFit() {}

    /** The log with the values of cross-fitted models, clipped to the range of rewards, [0, 1]. */
    public static ChoiceLog ridge(ChoiceLog log, ChoiceFeatures features) {
        int folds = Math.min(FOLDS, log.size());
        int dimension = features.of(0, 0).length;
        List<RidgeModel> models = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            models.add(new RidgeModel(dimension, 1, LAMBDA));
        }
        for (int i = 0; i < log.size(); i++) {
            LoggedChoice choice = log.choices().get(i);
            double[] x = features.of(i, choice.action());
            for (int f = 0; f < folds; f++) {
                if (f != i % folds) {
                    models.get(f).update(x, new double[] {choice.reward()});
                }
            }
        }
        List<LoggedChoice> valued = new ArrayList<>(log.size());
        for (int i = 0; i < log.size(); i++) {
            LoggedChoice choice = log.choices().get(i);
            double[] values = new double[choice.actions()];
            for (int a = 0; a < values.length; a++) {
                values[a] = Math.clamp(models.get(i % folds).mean(features.of(i, a), 0), 0, 1);
            }
            valued.add(choice.withModel(values));
        }
        return new ChoiceLog(valued);
    }
}

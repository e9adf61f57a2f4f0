package io.granger.rl.ope;

/**
 * Self-normalised inverse propensity weighting, {@code snipw}: {@code sum(w r) / sum(w)}.
 *
 * <p>A little biased, always within the range of the rewards, and unmoved by a constant added to every reward. Swaminathan and
 * Joachims (2015), "The self-normalized estimator for counterfactual learning". 0 where all weights are 0.
 */
public record SelfNormalized() implements Estimator {

    @Override
    public String name() {
        return "snipw";
    }

    @Override
    public double estimate(ChoiceLog log) {
        double weights = log.sum(LoggedChoice::weight);
        return weights == 0 ? 0 : log.sum(choice -> choice.weight() * choice.reward()) / weights;
    }
}

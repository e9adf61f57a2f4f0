package io.granger.rl.ope;

/**
 * Inverse propensity weighting, {@code ipw}: {@code mean(w r)}.
 *
 * <p>Unbiased when the propensities are right and positive wherever the target's are; its variance grows with the weights. Horvitz
 * and Thompson (1952), "A generalization of sampling without replacement from a finite universe".
 */
public record InversePropensity() implements Estimator {

    @Override
    public String name() {
        return "ipw";
    }

    @Override
    public double estimate(ChoiceLog log) {
        return log.mean(choice -> choice.weight() * choice.reward());
    }
}

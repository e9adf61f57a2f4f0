package io.granger.rl.ope;

/**
 * Sub-Gaussian inverse propensity weighting, {@code sg_ipw_L}: {@code mean(w r / (1 - L + L w))}.
 *
 * <p>Metelli, Russo and Restelli (2021), "Subgaussian and differentiable importance sampling for off-policy evaluation and
 * learning".
 *
 * @param limit {@code L}, in (0, 1]: 1 ignores the weights
 */
public record SubGaussianInversePropensity(Limit limit) implements Estimator {

    /** Refuses a parameter above 1. */
    public SubGaussianInversePropensity {
        if (limit.value() > 1) {
            throw new IllegalArgumentException("limit must be in (0, 1], is " + limit);
        }
    }

    @Override
    public String name() {
        return "sg_ipw_" + limit;
    }

    @Override
    public double estimate(ChoiceLog log) {
        double l = limit.value();
        return log.mean(choice -> choice.weight() * choice.reward() / (1 - l + l * choice.weight()));
    }
}

package io.granger.rl.ope;

/**
 * Switch-DR, {@code switch_dr_L}: doubly robust where {@code w <= L}, the model alone elsewhere.
 *
 * <p>Wang, Agarwal and Dudik (2017), "Optimal and adaptive off-policy evaluation in contextual bandits".
 *
 * @param limit {@code L}, above 0
 */
public record SwitchDoublyRobust(Limit limit) implements Estimator {

    @Override
    public String name() {
        return "switch_dr_" + limit;
    }

    @Override
    public double estimate(ChoiceLog log) {
        return DoublyRobust.withCorrection(log, choice -> choice.weight() <= limit.value() ? choice.weight() : 0);
    }
}

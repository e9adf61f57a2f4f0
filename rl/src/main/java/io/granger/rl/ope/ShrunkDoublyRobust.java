package io.granger.rl.ope;

/**
 * Doubly robust with optimistic shrinkage (DRos), {@code dros_L}: weights {@code L w / (w^2 + L)}.
 *
 * <p>Su, Dimakopoulou, Krishnamurthy and Dudik (2020), "Doubly robust off-policy evaluation with shrinkage".
 *
 * @param limit {@code L}, above 0; the larger, the closer to {@code dr}
 */
public record ShrunkDoublyRobust(Limit limit) implements Estimator {

    @Override
    public String name() {
        return "dros_" + limit;
    }

    @Override
    public double estimate(ChoiceLog log) {
        double l = limit.value();
        return DoublyRobust.withCorrection(
                log, choice -> l * choice.weight() / (choice.weight() * choice.weight() + l));
    }
}

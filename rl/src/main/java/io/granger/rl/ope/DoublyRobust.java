package io.granger.rl.ope;

/**
 * Doubly robust, {@code dr}: {@code mean(q(x, pi) + w (r - q(x, a)))}.
 *
 * <p>Right when either the propensities or the model are. Dudik, Langford and Li (2011), "Doubly robust policy evaluation and
 * learning".
 */
public record DoublyRobust() implements Estimator {

    @Override
    public String name() {
        return "dr";
    }

    @Override
    public double estimate(ChoiceLog log) {
        return withCorrection(log, LoggedChoice::weight);
    }

    /** {@code mean(q(x, pi) + weight (r - q(x, a)))}, the common part of every doubly robust estimator here. */
    static double withCorrection(ChoiceLog log, java.util.function.ToDoubleFunction<LoggedChoice> weight) {
        return log.mean(choice ->
                choice.modelOfTarget() + weight.applyAsDouble(choice) * (choice.reward() - choice.modelOfChosen()));
    }
}

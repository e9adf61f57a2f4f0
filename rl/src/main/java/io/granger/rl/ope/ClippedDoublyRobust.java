package io.granger.rl.ope;

/**
 * Doubly robust with clipped weights, {@code dr_clip_L}: {@code mean(q(x, pi) + min(w, L) (r - q(x, a)))}.
 *
 * <p>Su, Dimakopoulou, Krishnamurthy and Dudik (2020), "Doubly robust off-policy evaluation with shrinkage", where it is the
 * pessimistic shrinkage.
 *
 * @param limit {@code L}, above 0
 */
public record ClippedDoublyRobust(Limit limit) implements Estimator {

    @Override
    public String name() {
        return "dr_clip_" + limit;
    }

    @Override
    public double estimate(ChoiceLog log) {
        return DoublyRobust.withCorrection(log, choice -> Math.min(choice.weight(), limit.value()));
    }
}

package io.granger.rl.ope;

/**
 * Direct method, {@code dm}: {@code mean(q(x, pi))}.
 *
 * <p>As good as its model, and the rows cannot tell how good that is: never alone a reason to promote. Beygelzimer and Langford
 * (2009), "The offset tree for learning with partial labels".
 */
public record DirectMethod() implements Estimator {

    @Override
    public String name() {
        return "dm";
    }

    @Override
    public double estimate(ChoiceLog log) {
        return log.mean(LoggedChoice::modelOfTarget);
    }
}

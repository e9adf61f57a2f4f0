package io.granger.rl.ope;

/**
 * Self-normalised doubly robust, {@code sndr}: {@code mean(q(x, pi)) + sum(w (r - q(x, a))) / sum(w)}.
 *
 * <p>Thomas and Brunskill (2016), "Data-efficient off-policy policy evaluation for reinforcement learning". The direct method where
 * all weights are 0.
 */
public record SelfNormalizedDoublyRobust() implements Estimator {

    @Override
    public String name() {
        return "sndr";
    }

    @Override
    public double estimate(ChoiceLog log) {
        double weights = log.sum(LoggedChoice::weight);
        double correction = weights == 0
                ? 0
                : log.sum(choice -> choice.weight() * (choice.reward() - choice.modelOfChosen())) / weights;
        return log.mean(LoggedChoice::modelOfTarget) + correction;
    }
}

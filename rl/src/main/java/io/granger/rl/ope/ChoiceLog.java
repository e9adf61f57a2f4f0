package io.granger.rl.ope;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Logged choices in the order in which they were made, with what their importance weights say about them.
 *
 * <p>Immutable.
 *
 * @param choices at least one
 */
public record ChoiceLog(List<LoggedChoice> choices) {

    /** Refuses an empty log, and one where a model values only some of the choices. */
    public ChoiceLog {
        choices = List.copyOf(choices);
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("a log must have at least 1 choice, has 0");
        }
        boolean modelled = choices.getFirst().hasModel();
        if (choices.stream().anyMatch(choice -> choice.hasModel() != modelled)) {
            throw new IllegalArgumentException("a model must value every choice or none");
        }
    }

    /** How many choices there are: {@code n}. */
    public int size() {
        return choices.size();
    }

    /** Whether a model values the choices, as {@link DirectMethod} and the doubly robust estimators need. */
    public boolean hasModel() {
        return choices.getFirst().hasModel();
    }

    /** {@code w} of each choice. */
    public double[] weights() {
        return choices.stream().mapToDouble(LoggedChoice::weight).toArray();
    }

    /** {@code r} of each choice. */
    public double[] rewards() {
        return choices.stream().mapToDouble(LoggedChoice::reward).toArray();
    }

    /** Mean reward of the log: what the behaviour policy was worth. */
    public double meanReward() {
        return mean(LoggedChoice::reward);
    }

    /** Effective sample size {@code (sum w)^2 / sum w^2} (Kish 1965); 0 when the target never does what was done. */
    public double effectiveSampleSize() {
        double sum = stream(LoggedChoice::weight).sum();
        double squares = stream(choice -> choice.weight() * choice.weight()).sum();
        return squares == 0 ? 0 : sum * sum / squares;
    }

    /** Mean of {@code w}; far from 1, the propensities or the target's probabilities are not what they say. */
    public double meanWeight() {
        return mean(LoggedChoice::weight);
    }

    /** Largest {@code w}. */
    public double largestWeight() {
        return stream(LoggedChoice::weight).max().orElseThrow();
    }

    double mean(ToDoubleFunction<LoggedChoice> of) {
        return stream(of).sum() / choices.size();
    }

    double sum(ToDoubleFunction<LoggedChoice> of) {
        return stream(of).sum();
    }

    private DoubleStream stream(ToDoubleFunction<LoggedChoice> of) {
        return choices.stream().mapToDouble(of);
    }
}

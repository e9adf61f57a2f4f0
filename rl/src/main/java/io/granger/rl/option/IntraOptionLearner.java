package io.granger.rl.option;

import io.granger.rl.learn.IntraOption;
import java.util.List;

/**
 * Intra-option Q-learning: every step teaches every option whose policy could have taken it, whether it was being followed or not.
 *
 * <p>Sutton, Precup and Singh (1998), "Intra-option learning about temporally abstract actions". It holds no state of any episode; as
 * thread-safe as its values.
 */
public final class IntraOptionLearner {

    private final List<Option> options;
    private final OptionValues values;
    private final double gamma;

    /** Learns the values of these options, in their order. */
    public IntraOptionLearner(List<Option> options, OptionValues values, double gamma) {
        this.options = StartableOptions.requireValued(options, values);
        this.values = values;
        this.gamma = gamma;
    }

    /**
     * Learns from one primitive step. A step after which the episode was cut off counts as any other.
     *
     * @param behaviour probabilities the action was drawn from
     */
    public void learn(Transition step, double[] behaviour, double stepSize) {
        double[] onwards = step.terminated() ? new double[0] : values.values(step.next());
        double[] qT = step.terminated() ? onwards : StartableOptions.values(options, values, step.next());
        for (int o = 0; o < options.size(); o++) {
            Option option = options.get(o);
            if (!option.mayStart(step.state())) {
                continue;
            }
            double weight = IntraOption.weight(option.policy(step.state()).toArray(), behaviour, step.action());
            if (weight > 0) {
                // where no option may start nothing can be earned
                double beta = step.terminated() ? 1 : option.termination(step.next());
                boolean over = step.terminated() || (beta == 1 && qT.length == 0);
                double goingOn = over ? 0 : onwards[o];
                double target = IntraOption.qLearning(step.reward(), gamma, over, beta, goingOn, qT);
                values.learn(step.state(), o, target, stepSize * weight);
            }
        }
    }
}

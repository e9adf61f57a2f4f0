package io.granger.rl.option;

import io.granger.rl.learn.SmdpTargets;
import java.util.List;

/**
 * SMDP Q-learning: an option that ended teaches its own value where it started.
 *
 * <p>Sutton, Precup and Singh (1999), section 3.2. It holds no state of any episode; as thread-safe as its values.
 */
public final class SmdpLearner {

    private final List<Option> options;
    private final OptionValues values;
    private final double gamma;

    /** Learns the values of these options, in their order. */
    public SmdpLearner(List<Option> options, OptionValues values, double gamma) {
        this.options = StartableOptions.requireValued(options, values);
        this.values = values;
        this.gamma = gamma;
    }

    /**
     * Learns from one option that ended by itself or with its episode.
     *
     * @param start where it started
     * @param outcome what it brought, at least one step
     * @param terminated whether the episode ended with it
     * @param end where it ended; in some initiation set unless terminated
     */
    public void learn(
            float[] start, int option, OptionOutcome outcome, boolean terminated, float[] end, double stepSize) {
        double[] qT = terminated ? new double[0] : StartableOptions.values(options, values, end);
        double target = SmdpTargets.qLearning(outcome.reward(), gamma, outcome.k(), terminated, qT);
        values.learn(start, option, target, stepSize);
    }
}

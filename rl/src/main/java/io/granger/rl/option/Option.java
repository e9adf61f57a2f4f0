package io.granger.rl.option;

import io.granger.rl.ActionDistribution;

/**
 * A course of action that lasts a while: where it may start, what it does, where it ends.
 *
 * <p>The Markov options {@code (I, pi, beta)} of Sutton, Precup and Singh (1999), "Between MDPs and semi-MDPs". States are raw
 * features. Implementations are immutable and hold no state of any episode.
 */
public interface Option {

    /** What it is shown by. */
    String name();

    /** Whether {@code state} is in the initiation set {@code I}. */
    boolean mayStart(float[] state);

    /** The intra-option policy {@code pi(. | state)} over primitive actions. */
    ActionDistribution policy(float[] state);

    /** {@code beta(state)}: the probability that the option ends on arriving in {@code state}, in [0, 1]. */
    double termination(float[] state);

    /** The primitive action {@code action} of {@code actions} as an option: it may start anywhere and lasts one step. */
    static Option primitive(int action, int actions) {
        return new PrimitiveOption(action, ActionDistribution.certain(actions, action));
    }
}

package io.granger.rl.ope;

/**
 * Values of actions in states.
 *
 * @param <S> what a state is
 */
@FunctionalInterface
public interface ActionValues<S> {

    /** {@code q(s, a)}. */
    double of(S state, int action);
}

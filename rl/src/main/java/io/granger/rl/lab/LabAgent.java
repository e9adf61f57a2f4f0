package io.granger.rl.lab;

/**
 * An agent that lives in a {@link World} and learns from its own steps alone.
 *
 * <p>It holds what was learnt; what belongs to one episode is in the {@link Walk}. Not thread-safe.
 */
public interface LabAgent {

    /** One episode in which it acts, explores and learns. */
    Walk begin();

    /** One episode in which it does what it holds to be best and learns nothing. */
    Walk evaluate();
}

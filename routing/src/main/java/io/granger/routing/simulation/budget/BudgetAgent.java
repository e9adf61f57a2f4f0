package io.granger.routing.simulation.budget;

/**
 * Decides for one task: a policy over options, asked at the start, after a look, and after each slice that ended without success.
 *
 * <p>Holds the state of its task; for one thread.
 */
public interface BudgetAgent {

    /** What to do now. The budget is kept by who carries it out. */
    Move next(double elapsedMs);

    /** Tells the features that {@link Move.Look} paid for; called once, before the next decision. */
    void see(double[] features);
}

package io.granger.routing.simulation.budget;

/** What gives each task its agent, and may learn from what came of it. For one thread. */
public interface BudgetPolicy {

    /** An agent for a task that starts now. */
    BudgetAgent begin();

    /** Tells what came of the last task begun; a policy that was trained beforehand does not listen. */
    default void learn(Episode episode) {}
}

package io.granger.routing.simulation.budget;

/** What an agent does next with a task that is not done. */
public sealed interface Move {

    /** Pays for the features and sees them. */
    record Look() implements Move {}

    /** Starts an arm from its beginning; what it did on an earlier start is lost. */
    record Run(Slice slice) implements Move {}
}

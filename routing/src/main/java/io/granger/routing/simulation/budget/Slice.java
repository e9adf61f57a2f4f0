package io.granger.routing.simulation.budget;

/**
 * An arm and how long it may run before it is cut off: an option that ends when the task is done or its time is up.
 *
 * @param arm which arm, at least 0
 * @param ms how long, above 0; infinity is until the budget is spent
 */
public record Slice(int arm, double ms) {

    /** Refuses an arm below 0 or a slice without time. */
    public Slice {
        if (arm < 0) {
            throw new IllegalArgumentException("arm must be at least 0, is " + arm);
        }
        if (!(ms > 0)) {
            throw new IllegalArgumentException("ms must be above 0, is " + ms);
        }
    }

    static Slice toTheEnd(int arm) {
        return new Slice(arm, Double.POSITIVE_INFINITY);
    }
}

package io.granger.routing.simulation.budget;

import java.util.List;

/**
 * What every task starts with, before anything is known of it.
 *
 * @param slices what is run first
 * @param look whether the features are looked at then
 * @param lastArm what takes the time left when they are not
 */
record Opening(List<GridSlice> slices, boolean look, int lastArm) {

    /** Looks at once. */
    static final Opening LOOK = new Opening(List.of(), true, 0);

    Opening {
        slices = List.copyOf(slices);
    }

    static Opening never(Plan plan) {
        return new Opening(plan.slices(), false, plan.lastArm());
    }
}

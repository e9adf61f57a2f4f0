package io.granger.routing.simulation.budget;

import java.util.List;

/**
 * Slices in order, then an arm for all that is left.
 *
 * @param slices what is cut off
 * @param lastArm what runs until the budget is spent
 * @param meanMs mean penalised time still to come, over the weight of the prospect it was made for
 */
record Plan(List<GridSlice> slices, int lastArm, double meanMs) {

    Plan {
        slices = List.copyOf(slices);
    }
}

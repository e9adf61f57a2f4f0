package io.granger.routing.simulation.budget;

/**
 * A slice on the grid of {@link RunTimeCurves}.
 *
 * @param arm which arm
 * @param point where it is cut off
 */
record GridSlice(int arm, int point) {}

package io.granger.routing.simulation;

/**
 * One round of a simulation, for who wants to log it.
 *
 * @param round from 0
 * @param row of the table
 * @param probabilities of the arms; the array may change after the call
 * @param draw in [0, 1), that picked {@code arm}
 * @param reward after costs
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as one call
public record SimulatedRound(int round, int row, double[] probabilities, double draw, int arm, double reward) {}

/**
 * Tasks that take time and may fail, on a budget: which arm to start, when to cut it off, where to go on, and whether the features
 * are worth their price. Choosing a chain and recovering from its failure are one decision here.
 */
@NullMarked
package io.granger.routing.simulation.budget;

import org.jspecify.annotations.NullMarked;

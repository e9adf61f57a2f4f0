/** Whole hubs on a virtual clock, network and disk: one seed, one run, whatever the machine does. */
@NullMarked
package io.granger.hub.simulation;

import org.jspecify.annotations.NullMarked;

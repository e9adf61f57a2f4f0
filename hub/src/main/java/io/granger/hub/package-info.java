/** Wiring, configuration and the main program of the hub. */
@NullMarked
package io.granger.hub;

import org.jspecify.annotations.NullMarked;

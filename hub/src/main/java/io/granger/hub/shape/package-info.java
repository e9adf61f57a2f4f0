/** Strict reading of what comes in from clients, spokes and operators, and the errors it answers with. */
@NullMarked
package io.granger.hub.shape;

import org.jspecify.annotations.NullMarked;

/** The load generator: a whole hub beside the raw event bus, in one run. */
@NullMarked
package io.granger.hub.load;

import org.jspecify.annotations.NullMarked;

/** Real processes, really killed and frozen, and a checker that compares what clients, spokes and stores wrote down. */
@NullMarked
package io.granger.hub.torture;

import org.jspecify.annotations.NullMarked;

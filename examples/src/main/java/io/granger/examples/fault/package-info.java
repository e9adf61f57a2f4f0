/** Faults put on purpose around spokes that work, so that a hub has something to route around. */
@NullMarked
package io.granger.examples.fault;

import org.jspecify.annotations.NullMarked;

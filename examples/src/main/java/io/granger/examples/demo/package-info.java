/** The demo: real documents through a hub, with faults, heuristic against learned routing, and what came out of it. */
@NullMarked
package io.granger.examples.demo;

import org.jspecify.annotations.NullMarked;

/** Turns a task and a view of the registry into candidates, and a choice among them into a decision. */
@NullMarked
package io.granger.routing;

import org.jspecify.annotations.NullMarked;

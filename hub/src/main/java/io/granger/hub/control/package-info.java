/** Operator control: the routing mode in force, the keyed draws, the learner's saves. */
@NullMarked
package io.granger.hub.control;

import org.jspecify.annotations.NullMarked;

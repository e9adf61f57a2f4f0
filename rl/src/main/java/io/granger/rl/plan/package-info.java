/** A model of the world learnt from steps, what it does not know, and planning in it. */
@NullMarked
package io.granger.rl.plan;

import org.jspecify.annotations.NullMarked;

/** Rewards of common kinds of choice, one function each. */
@NullMarked
package io.granger.rl.reward;

import org.jspecify.annotations.NullMarked;

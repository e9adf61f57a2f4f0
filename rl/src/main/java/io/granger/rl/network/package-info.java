/**
 * Training of small networks, the one home of ND4J: nothing here serves a choice, and what serves loads nothing from here.
 *
 * <p>What comes out is a {@link io.granger.rl.dense.ScoringNetwork} in plain arrays. ND4J is not among what this module brings along;
 * whoever trains puts {@code lib/train/} of the distribution on the class path.
 */
@NullMarked
package io.granger.rl.network;

import org.jspecify.annotations.NullMarked;

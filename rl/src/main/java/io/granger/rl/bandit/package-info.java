/** Linear bandits: Bayesian ridge models, Thompson probabilities, the bandit of observed reward parts. */
@NullMarked
package io.granger.rl.bandit;

import org.jspecify.annotations.NullMarked;

/** What every learner shares: probabilities over actions, scores, standardised features, saved state. */
@NullMarked
package io.granger.rl;

import org.jspecify.annotations.NullMarked;

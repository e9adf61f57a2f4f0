/** What a policy is worth, told from what another one did: estimators, bounds, sequences that may be looked at all the time. */
@NullMarked
package io.granger.rl.ope;

import org.jspecify.annotations.NullMarked;

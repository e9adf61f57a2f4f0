/** Options that last several steps, and the agent that learns their values. */
@NullMarked
package io.granger.rl.option;

import org.jspecify.annotations.NullMarked;

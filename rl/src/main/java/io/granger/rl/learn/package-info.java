/** Learning targets, one pure function an equation. */
@NullMarked
package io.granger.rl.learn;

import org.jspecify.annotations.NullMarked;

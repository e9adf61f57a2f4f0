/** Experience kept for training: a bounded store of entries, each there once. */
@NullMarked
package io.granger.rl.replay;

import org.jspecify.annotations.NullMarked;

/** Small networks as plain arrays: what was trained elsewhere is checked, kept and scored here without any library. */
@NullMarked
package io.granger.rl.dense;

import org.jspecify.annotations.NullMarked;
